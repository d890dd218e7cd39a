#include <array>
#include <optional>

#include "commands/doctor/checks.hpp"
#include "launcher/path_list.hpp"
#include "launcher/version.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using launcher::Version;
using text::shell_word;
using text::visible;

// Versions of two Python packages that cannot work together: docker speaks to the engine through an adapter that it
// hangs into requests, and both moved what the adapter overrides. The launcher then ends with "Not supported URL
// scheme http+docker" or a TypeError, after its import.
struct Conflict {
    const char* package;
    Version since;
    Version docker_before;
    const char* remedy;  // what pip is asked for
};
constexpr std::array conflicts = {
    Conflict{"requests", {2, 32, 0}, {7, 1, 0}, "'requests==2.31.0'"},
    Conflict{"urllib3", {2, 0, 0}, {6, 1, 0}, "'urllib3<2'"},
};

// The version of a distribution in a site-packages directory: docker-4.3.1.dist-info.
std::optional<std::string> installed(const std::string& name, const std::vector<std::string>& entries) {
    for (const std::string& entry : entries) {
        const std::string start = name + "-";
        if (!entry.starts_with(start)) continue;
        for (const std::string_view end : {".dist-info", ".egg-info"}) {
            if (entry.ends_with(end))
                return entry.substr(start.size(), entry.size() - start.size() - end.size());
        }
    }
    return std::nullopt;
}

}  // namespace

CheckResults check_libraries(const CheckInput& input) {
    const launcher::Launcher& launcher = input.launcher.launcher;
    if (!input.launcher.found || launcher.package.empty() ||
        launcher.kind != launcher::ProgramKind::launcher) {
        return {};
    }
    const std::string site = launcher::parent_directory(launcher.package);
    const auto entries = input.files().list(site);
    const auto docker = installed("docker", entries);
    // An editable install, or libraries of the system: they are not beside the package, and nothing can be said.
    if (!docker) return {};
    const std::string pip =
        shell_word(launcher.interpreter.empty() ? "python3" : launcher.interpreter) + " -m pip install";
    std::string message = "docker " + visible(*docker);
    std::string remedy;
    for (const Conflict& conflict : conflicts) {
        const auto version = installed(conflict.package, entries);
        if (!version) continue;
        if (launcher::parse_version(*version) >= conflict.since &&
            launcher::parse_version(*docker) < conflict.docker_before) {
            message += " cannot work with " + std::string(conflict.package) + " " + visible(*version) + ";";
            remedy += std::string(" ") + conflict.remedy;
        }
    }
    if (remedy.empty()) return {};
    return {{CheckResult::Level::problem,
             "the launcher's Python packages: " + message +
                 " it will fail with \"Not supported URL scheme http+docker\"",
             pip + remedy}};
}

}  // namespace tao::commands
