#include "engines/container_options.hpp"
#include "engines/engines.hpp"
#include "engines/unmet_options.hpp"
#include "text/escape.hpp"

namespace tao::engines {

namespace {

// Devices of CDI, which work without root; --gpus does nothing useful here.
void add_gpu_devices(const Task& task, Command& command) {
    auto& argv = command.argv;
    if (!task.gpus || task.gpus->value.choice == project::Gpus::Choice::all) {
        argv.insert(argv.end(), {"--device", "nvidia.com/gpu=all"});
    } else if (task.gpus->value.choice == project::Gpus::Choice::listed) {
        for (const int index : task.gpus->value.indices)
            argv.insert(argv.end(), {"--device", "nvidia.com/gpu=" + std::to_string(index)});
    }
    add_gpu_variables(task, command);
}

std::string_view number_of(std::string_view user) {
    return user.substr(0, user.find(':'));
}

// Without root, root in the container is the caller, and every other number is one that no file of the host belongs to;
// but for the caller's own, if the user namespace keeps it.
void add_user(const Task& task, const Surroundings& here, Command& command) {
    if (!task.docker.user) return;
    const std::string& user = task.docker.user->value;
    if (!here.own_engine) {
        command.argv.insert(command.argv.end(), {"--user", user});
        for (const gid_t group : task.groups)
            command.argv.insert(command.argv.end(), {"--group-add", std::to_string(group)});
    } else if (number_of(user) != "0") {
        command.argv.insert(command.argv.end(), {"--userns", "keep-id"});
    }
}

// Without root a limit can only go down: the caller's own, if that is below the wanted one.
std::optional<long long> lower_limit(const Surroundings& here, const std::string& name, long long wanted) {
    return here.own_engine ? limit_below(here, name, wanted) : std::nullopt;
}

void add_ulimits(const Task& task, const Surroundings& here, Command& command) {
    if (!task.docker.ulimits) return;
    for (const auto& [name, wanted] : task.docker.ulimits->value) {
        const long long limit = lower_limit(here, name, wanted).value_or(wanted);
        command.argv.insert(command.argv.end(), {"--ulimit", name + "=" + std::to_string(limit)});
    }
}

}  // namespace

void check_for_podman(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics) {
    const auto& user = task.docker.user;
    const bool possible = !user || !here.own_engine || number_of(user->value) == "0" ||
                          number_of(user->value) == std::to_string(here.user);
    if (!possible) {
        diagnostics.error("foreign-user",
                          "podman without root can run a task as you or as root of the container, who is you "
                          "outside, not as " +
                              text::quoted(user->value),
                          user->where,
                          "write user: host, or remove the line\n" +
                              engines_that_can({project::Engine::docker, project::Engine::launcher}));
    }
    if (here.own_engine) warn_of_lower_limits("podman without root", task, here, diagnostics);
    const bool hosts = here.no_network_of_its_own && !task.docker.network;
    // Who has chosen podman here knows what it does here; who wrote the project file does not.
    if (hosts && here.chosen_by_project) {
        diagnostics.warning("host-network",
                            "podman without root can make no network for a container here, since you may not "
                            "open /dev/net/tun: the task is in this computer's own",
                            std::nullopt,
                            "if that is meant, write network: host below docker: in this file; a task that "
                            "needs no network can have network: none");
    }
    warn_of_discarded_ports(task.docker, hosts ? "host" : "", diagnostics);
}

Command render_for_podman(const Task& task, const Surroundings& here) {
    Command command{.program = here.program, .argv = {"podman"}};
    add_common_options(task, "", command);
    // SELinux would keep the container from every mount that is not labelled for it; labels of the user's files stay.
    command.argv.insert(command.argv.end(), {"--security-opt", "label=disable"});
    add_user(task, here, command);
    add_gpu_devices(task, command);
    if (here.no_network_of_its_own && !task.docker.network)
        command.argv.insert(command.argv.end(), {"--network", "host"});
    add_docker_options(task.docker, command);
    add_ulimits(task, here, command);
    add_image_and_restored_words(task, command);
    return command;
}

}  // namespace tao::engines
