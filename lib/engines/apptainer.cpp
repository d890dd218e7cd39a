#include <algorithm>

#include "engines/carried_variables.hpp"
#include "engines/container_options.hpp"
#include "engines/engines.hpp"
#include "engines/unmet_options.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::engines {

namespace {

using project::Engine;

constexpr std::initializer_list<Engine> with_docker_rights = {Engine::docker, Engine::podman,
                                                              Engine::launcher};

// apptainer refuses HOME as a variable: it is the directory that it mounts as the home. Is it this one?
bool is_home(const Task& task, const TaskMount& mount) {
    return std::any_of(task.variables.begin(), task.variables.end(), [&](const auto& variable) {
        return variable.first == "HOME" && variable.second == mount.destination;
    });
}

// apptainer takes a tag or a digest, and says so only once it is asked for both. The digest alone is the image.
std::string reference(const std::string& image) {
    const auto digest = image.find('@');
    if (digest == std::string::npos) return image;
    const std::string name = image.substr(0, digest);
    const auto tag = name.find(':', name.rfind('/') + 1);  // npos + 1 is 0: the whole
    return name.substr(0, tag) + image.substr(digest);
}

// Whether the home is among them.
bool add_mounts(const Task& task, Command& command) {
    bool home = false;
    for (const TaskMount& mount : task.mounts) {
        const bool fits = mount.source.find(':') == std::string::npos &&
                          mount.destination.find(':') == std::string::npos && !mount.read_only;
        if (fits && is_home(task, mount)) {
            command.argv.insert(command.argv.end(), {"--home", mount.source + ":" + mount.destination});
            home = true;
        } else {
            command.argv.insert(command.argv.end(), {"--mount", mount_option(mount, "ro")});
        }
    }
    return home;
}

// singularity-ce takes the same options, and its own prefix.
void add_variables(const Task& task, const Surroundings& here, bool home, Command& command) {
    const bool other_name = text::last_component(here.program) == "singularity";
    const std::string prefix = other_name ? "SINGULARITYENV_" : "APPTAINERENV_";
    for (const auto& [name, value] : task.variables) {
        if (name == "HOME" && home) continue;
        command.variables.emplace_back(prefix + (name == "HOME" ? carrier_of(name) : name), value);
    }
    if (const auto devices = visible_devices(task))
        command.variables.emplace_back(prefix + "CUDA_VISIBLE_DEVICES", *devices);
}

}  // namespace

void check_for_apptainer(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics) {
    const project::DockerOptions& docker = task.docker;
    // Those of a node are the node's to say.
    if (!task.placement) {
        warn_of_lower_limits("apptainer", task, here, diagnostics);
        warn_of_less_shared_memory("apptainer", task, here, diagnostics);
    }
    if (docker.network && docker.network->value != "host" && docker.network->value != "none") {
        diagnostics.error("no-network", "apptainer shares this computer's network with the container",
                          docker.network->where,
                          "remove the line, or write network: none\n" + engines_that_can(with_docker_rights));
    }
    if (docker.ports && !docker.ports->value.empty()) {
        diagnostics.error(
            "no-ports",
            "apptainer shares this computer's network with the container: every port is open as it is",
            docker.ports->where, "remove the ports\n" + engines_that_can(with_docker_rights));
    }
    if (docker.privileged && docker.privileged->value) {
        diagnostics.error("no-privileges", "apptainer runs as you and cannot give a container more rights",
                          docker.privileged->where,
                          "remove the line\n" + engines_that_can(with_docker_rights));
    }
    if (docker.user &&
        docker.user->value.substr(0, docker.user->value.find(':')) != std::to_string(here.user)) {
        diagnostics.error("foreign-user",
                          "apptainer runs every task as you, not as " + text::quoted(docker.user->value),
                          docker.user->where,
                          "write user: host, or remove the line\n" + engines_that_can(with_docker_rights));
    }
}

Command render_for_apptainer(const Task& task, const Surroundings& here) {
    Command command{.program = here.program,
                    .argv = {std::string(text::last_component(here.program)), "--quiet", "exec", "--cleanenv",
                             "--containall", "--writable-tmpfs", "--no-eval"}};
    if (!task.gpus || task.gpus->value.choice != project::Gpus::Choice::none)
        command.argv.emplace_back("--nv");
    const bool home = add_mounts(task, command);
    if (!task.working_directory.empty())
        command.argv.insert(command.argv.end(), {"--pwd", task.working_directory});
    add_variables(task, here, home, command);
    if (task.docker.network && task.docker.network->value == "none")
        command.argv.insert(command.argv.end(), {"--net", "--network", "none"});
    // A HOME that is no mount is set by what runs first in the container.
    add_image_and_words(home || !has_variable(task, "HOME") ? task : with_restored(task, {"HOME"}),
                        is_image_file(task.image) ? task.image : "docker://" + reference(task.image),
                        command);
    return command;
}

}  // namespace tao::engines
