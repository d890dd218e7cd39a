#include "run/launcher_environment.hpp"

#include <array>

#include "run/held_sources.hpp"
#include "run/report.hpp"

namespace tao::run {

namespace {

struct Removed {
    std::string_view name;
    std::string_view because;
};

constexpr std::array removed = {
    Removed{"CI_PROJECT_DIR",
            "the launcher then uses `docker run`, without user, ulimits, network and ports"},
    Removed{"BASH_ENV", "a file that every `bash -c` reads: it may set PATH or define a function `docker`"},
    Removed{"ENV", "the same for other shells"},
    Removed{"BASH_FUNC_docker%%", "an exported function that bash prefers to any program on PATH"},
    Removed{"BASH_FUNC_docker()", "the same as bash 4.2 wrote it"},
};

// What execvp(3) and the shells search if PATH is unset.
constexpr std::string_view default_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

}  // namespace

os::Environment launcher_environment(os::Environment environment, const LauncherFiles& files) {
    for (const Removed& variable : removed) {
        environment.unset(variable.name);
    }
    std::string path = files.front_directory;
    path.append(":").append(environment.get("PATH").value_or(default_path));
    environment.set("PATH", path);
    environment.set("LAUNCHER_MOUNTS", files.mounts_file);
    environment.set(report_variable, files.report);
    environment.set(held_sources_variable, files.held_sources);
    return environment;
}

os::Environment docker_environment(os::Environment environment, const std::string& front_directory) {
    environment.unset(report_variable);
    environment.unset(held_sources_variable);
    environment.unset("LAUNCHER_MOUNTS");
    std::string path(environment.get_or_empty("PATH"));
    if (path.starts_with(front_directory + ":")) {
        path.erase(0, front_directory.size() + 1);
        environment.set("PATH", path);
    }
    return environment;
}

}  // namespace tao::run
