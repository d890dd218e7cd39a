#include "engines/container_options.hpp"
#include "engines/unmet_options.hpp"

namespace tao::engines {

namespace {

// docker knows no way to say "none"; nobody types this by mistake.
constexpr char unlikely_keys[] = "ctrl-],ctrl-],ctrl-],ctrl-]";

// By their numbers: a count is always the first ones. The value is a record of CSV.
std::string devices(const project::Gpus& gpus) {
    if (gpus.choice == project::Gpus::Choice::all) return "all";
    const std::string list = "device=" + list_of(gpus);
    return gpus.indices.size() > 1 ? '"' + list + '"' : list;
}

void add_gpu_option(const Task& task, Command& command) {
    const project::Gpus all;
    const project::Gpus& gpus = task.gpus ? task.gpus->value : all;
    if (gpus.choice != project::Gpus::Choice::none)
        command.argv.insert(command.argv.end(), {"--gpus", devices(gpus)});
    add_gpu_variables(task, command);
}

}  // namespace

void check_for_docker(const Task& task, const Surroundings& /*here*/, text::Diagnostics& diagnostics) {
    warn_of_discarded_ports(task.docker, "", diagnostics);
}

Command render_for_docker(const Task& task, const Surroundings& here) {
    Command command{.program = here.program, .argv = {"docker"}};
    add_common_options(task, unlikely_keys, command);
    // In an engine of the caller's own, root is the caller, and the caller's number is somebody else's.
    if (task.docker.user && !(task.user_is_caller && here.own_engine)) {
        command.argv.insert(command.argv.end(), {"--user", task.docker.user->value});
        for (const gid_t group : task.groups)
            command.argv.insert(command.argv.end(), {"--group-add", std::to_string(group)});
    }
    add_gpu_option(task, command);
    add_docker_options(task.docker, command);
    if (task.docker.ulimits) {
        for (const auto& [name, limit] : task.docker.ulimits->value)
            command.argv.insert(command.argv.end(), {"--ulimit", name + "=" + std::to_string(limit)});
    }
    add_image_and_restored_words(task, command);
    return command;
}

}  // namespace tao::engines
