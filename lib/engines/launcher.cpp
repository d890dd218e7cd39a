#include "engines/command.hpp"
#include "engines/engines.hpp"
#include "engines/unmet_options.hpp"
#include "launcher/mounts_file.hpp"
#include "launcher/quoting.hpp"

namespace tao::engines {

namespace {

// The launcher puts the whole command into one string for `sh -c`; Linux takes at most 128 KiB of one argument,
// the end mark included (MAX_ARG_STRLEN). Its own part is "bash -c 'docker exec -it ID TASK ...'".
constexpr std::size_t longest_argument = (128U << 10U) - 1;
constexpr std::size_t launchers_own_part = 256;

std::string too_long(const std::vector<std::string>& argv) {
    std::size_t length = launchers_own_part;
    for (const std::string& word : argv)
        length += word.size() + 1;
    if (length <= longest_argument) return {};
    return "the command line is too long: " + std::to_string(length) +
           " bytes, and the launcher can pass on " + std::to_string(longest_argument) +
           " (Linux' limit of one argument)\n" +
           "write the values into a spec file, or name a directory in place of its files";
}

}  // namespace

launcher::MountsFile mounts_file_of(const Task& task) {
    launcher::MountsFile file;
    for (const TaskMount& mount : task.mounts)
        file.mounts.push_back(
            {.source = mount.source, .real_source = mount.source, .destination = mount.destination});
    file.envs = task.variables;
    if (const auto devices = visible_devices(task)) file.envs.emplace_back("CUDA_VISIBLE_DEVICES", *devices);
    file.docker = task.docker;
    file.root_is_meant = task.caller_is_root;
    return file;
}

void check_for_launcher(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics) {
    for (const TaskMount& mount : task.mounts) {
        if (!mount.read_only) continue;
        diagnostics.error(
            "read-only", "the launcher mounts everything to be read and written", mount.where,
            engines_that_can({project::Engine::docker, project::Engine::podman, project::Engine::apptainer}));
    }
    warn_of_discarded_ports(task.docker, "", diagnostics);
    launcher::check_docker_options(task.docker, here.launcher, diagnostics);
}

Command render_for_launcher(const Task& task, const Surroundings& here) {
    Command command{.program = here.launcher.path, .argv = {here.launcher.path}};
    if (!task.group.empty()) command.argv.push_back(task.group);
    command.argv.push_back(task.name);
    for (const std::string& volume : task.volumes)
        command.argv.insert(command.argv.end(), {"--volume", volume});
    if (task.only_command) command.argv.emplace_back("run");
    const std::size_t named = task.only_command || task.words.empty() ? 0 : 1;
    for (std::size_t index = named; index < task.words.size(); ++index)
        command.argv.push_back(launcher::quote(task.words[index], launcher::Shells::two));

    command.fault = too_long(command.argv);
    auto json = launcher::render(mounts_file_of(task), false);
    if (!json) {
        command.fault =
            "a mount or a variable is not UTF-8, and the launcher's mounts file can hold nothing else";
    }
    command.files.push_back({.content = std::move(json).value_or(""), .variable = "LAUNCHER_MOUNTS"});
    return command;
}

}  // namespace tao::engines
