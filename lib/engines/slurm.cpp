#include <algorithm>
#include <string_view>

#include "engines/carried_variables.hpp"
#include "engines/engines.hpp"
#include "engines/pyxis_shell.hpp"
#include "engines/slurm_step.hpp"
#include "engines/unmet_options.hpp"
#include "project/srun_options.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"

namespace tao::engines {

namespace {

using Container = project::Slurm::Container;

bool has_option(const Placement& placement, std::string_view name) {
    return std::any_of(placement.slurm.options.begin(), placement.slurm.options.end(),
                       [&](const auto& word) { return project::srun_option(word.value).name == name; });
}

// Names that srun can be given: it has no way to quote one.
bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), text::continues_name);
}

// What the run says in any case.
void add_options(const Task& task, Command& command) {
    const Placement& placement = *task.placement;
    auto& argv = command.argv;
    // Everybody may read it: no more than task and subtask.
    std::string what = task.words.empty() || !is_name(task.words[0]) ? task.name : task.words[0];
    if (task.words.size() > 1 && !task.only_command && is_name(task.words[1])) what += " " + task.words[1];
    const SlurmMarks marks{.run = task.run_id, .what = what, .project = task.project};
    // A job may have a name of the user's; a step is known by its name alone.
    if (!placement.in_allocation) argv.push_back("--job-name=" + container_name(task.run_id));
    for (const auto& option : placement.slurm.options)
        argv.push_back(option.value);
    argv.push_back(placement.in_allocation ? "--job-name=" + comment_of(marks)
                                           : "--comment=" + comment_of(marks));
    if (placement.in_step && !has_option(placement, "--overlap")) argv.emplace_back("--overlap");
    const std::string nodes = std::to_string(placement.slurm.nodes);
    argv.insert(argv.end(), {"--nodes=" + nodes, "--ntasks=" + nodes, "--ntasks-per-node=1"});
    if (placement.slurm.nodes > 1) argv.emplace_back("--kill-on-bad-exit=1");
    argv.emplace_back("--disable-status");
    if (task.terminal && placement.slurm.nodes == 1) {
        argv.emplace_back("--pty");
    } else {
        if (!task.input && !has_option(placement, "--input")) argv.emplace_back("--input=none");
        // Without it Slurm keeps a line back until it is whole. Where the task itself would take that for a terminal,
        // it is left.
        if (!by_pyxis(task) && !has_option(placement, "--unbuffered")) argv.emplace_back("--unbuffered");
    }
    argv.push_back("--chdir=" + placement.directory);
    command.variables.emplace_back("SLURM_EXIT_ERROR", "125");
}

// The same line on the node, where that engine is.
void add_line(const Task& task, Command& command) {
    const Placement& placement = *task.placement;
    SlurmStep step{.run = task.run_id, .said = placement.said, .directory = placement.directory};
    std::vector<std::string> words = placement.typed;
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (words[index] != ":") continue;
        step.colons.push_back(index + 1);
        words[index] = in_place_of_colon;
    }
    const auto engine =
        project::words_of_containers.at(static_cast<std::size_t>(placement.slurm.container.value));
    const std::vector<std::pair<std::string, std::string>> ours = {{"TAO_PROJECT", task.project},
                                                                   {"TAO_SHIM_ENGINE", std::string(engine)},
                                                                   {step_variable, to_text(step)}};
    std::vector<std::string> names = placement.passed_on;
    for (const auto& [name, value] : ours) {
        command.variables.emplace_back(name, value);
        names.push_back(name);
    }
    std::erase_if(names, [](const std::string& name) { return !is_name(name); });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    command.argv.push_back("--export=" + text::joined(names, ","));
    command.argv.push_back(placement.program);
    command.argv.insert(command.argv.end(), words.begin(), words.end());
}

// nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt -> nvcr.io#nvidia/tao/...: without the # it would be looked for at Docker's.
std::string image_for_enroot(const std::string& image) {
    const auto slash = image.find('/');
    if (image.starts_with('/') || slash == std::string::npos) return image;
    const std::string first = image.substr(0, slash);
    const bool is_host = first.find_first_of(".:") != std::string::npos || first == "localhost";
    return is_host ? first + "#" + image.substr(slash + 1) : image;
}

std::string mounts_for_pyxis(const Task& task) {
    std::string text;
    for (const TaskMount& mount : task.mounts) {
        text += (text.empty() ? "" : ",") + mount.source + ":" + mount.destination;
        if (mount.read_only) text += ":ro";
    }
    return text;
}

// Why Pyxis cannot mount a path; empty if it can.
std::string mount_fault(const std::string& path) {
    const auto letter = refused_by_pyxis(path);
    if (!letter) return {};
    return "Pyxis cannot mount " + text::quoted(path) + ": it evaluates or splits paths at " +
           text::quoted(std::string(1, *letter));
}

std::string fault_for_pyxis(const Task& task) {
    for (const TaskMount& mount : task.mounts) {
        for (const std::string* path : {&mount.source, &mount.destination}) {
            if (std::string fault = mount_fault(*path); !fault.empty()) return fault;
        }
    }
    if (std::find(task.words.begin(), task.words.end(), ":") != task.words.end())
        return "srun takes a word ':' for the end of a part of the job, and would cut the line there";
    for (const auto& [name, value] : task.variables) {
        if (!is_name(name)) return "srun cannot be given the variable " + text::quoted(name) + " by its name";
    }
    return {};
}

void add_container(const Task& task, Command& command) {
    auto& argv = command.argv;
    argv.insert(argv.end(), {"--no-container-mount-home", "--no-container-remap-root", "--container-writable",
                             "--container-image=" + image_for_enroot(task.image)});
    if (!task.mounts.empty()) argv.push_back("--container-mounts=" + mounts_for_pyxis(task));
    if (!task.working_directory.empty()) argv.push_back("--container-workdir=" + task.working_directory);
    std::vector<std::string> exported;
    // srun, the node's TaskProlog and enroot (programs of bash) would obey some by their own names, and enroot writes each
    // on a line.
    std::vector<std::string> names;
    for (const auto& [name, value] : task.variables) {
        const bool own_name = is_read_by_hooks(name, value);
        exported.push_back(own_name ? name : carrier_of(name));
        if (own_name) names.push_back(name);
        command.variables.emplace_back(exported.back(), value);
    }
    // The GPUs are Slurm's to give; what the project says is a choice among them.
    const auto devices = task.gpus ? visible_devices(task) : std::nullopt;
    if (devices) {
        names.emplace_back("CUDA_VISIBLE_DEVICES");
        exported.push_back(names.back());
        command.variables.emplace_back(names.back(), *devices);
    }
    if (!names.empty()) argv.push_back("--container-env=" + text::joined(names, ","));
    // Docker sets it for a terminal; enroot hands on what there is.
    if (task.terminal && !has_variable(task, "TERM")) exported.emplace_back("TERM");
    // What enroot and Pyxis themselves go by; the image's own PATH and HOME stay.
    std::vector<std::string> leaked;
    for (const std::string& name : task.placement->passed_on) {
        if (!name.starts_with("ENROOT_") && !name.starts_with("XDG_") && name != "PATH" && name != "HOME")
            continue;
        if (std::find(exported.begin(), exported.end(), name) != exported.end()) continue;
        exported.push_back(name);
        if (name != "PATH" && name != "HOME" && !has_variable(task, name)) leaked.push_back(name);
    }
    argv.push_back("--export=" + (exported.empty() ? "NONE" : text::joined(exported, ",")));
    argv.insert(argv.end(), {"--", "/bin/sh", "-c", first_shell(task, leaked), "tao"});
    if (task.words.empty()) argv.emplace_back("bash");
    argv.insert(argv.end(), task.words.begin(), task.words.end());
    command.fault = fault_for_pyxis(task);
}

void check_mounts(const Task& task, text::Diagnostics& diagnostics) {
    for (const TaskMount& mount : task.mounts) {
        if (!mount.named) continue;
        if (const std::string fault = mount_fault(mount.source); !fault.empty()) {
            diagnostics.error("pyxis-mount", fault, mount.named,
                              "make a link to it without that, and name the link as the source: ln -s " +
                                  text::shell_word(mount.source) + " ~/data");
        }
        if (const std::string fault = mount_fault(mount.destination); !fault.empty())
            diagnostics.error("pyxis-mount", fault, mount.named, "choose another destination");
    }
}

void check_for_pyxis(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics) {
    check_mounts(task, diagnostics);
    const project::DockerOptions& docker = task.docker;
    // srun hands the limits of this computer on, but for those that the site excepts.
    warn_of_lower_limits("Pyxis", task, here, diagnostics);
    const std::string way_out = "write container: docker below slurm: if the nodes have it";
    if (docker.network && docker.network->value != "host") {
        diagnostics.error("no-network", "Pyxis shares the node's network with the container",
                          docker.network->where, "remove the line, or write network: host\n" + way_out);
    }
    if (docker.ports && !docker.ports->value.empty()) {
        diagnostics.error("no-ports",
                          "Pyxis shares the node's network with the container: every port is open as it is",
                          docker.ports->where, "remove the ports\n" + way_out);
    }
    if (docker.privileged && docker.privileged->value) {
        diagnostics.error("no-privileges", "Pyxis runs as you and cannot give a container more rights",
                          docker.privileged->where, "remove the line\n" + way_out);
    }
    if (docker.user &&
        docker.user->value.substr(0, docker.user->value.find(':')) != std::to_string(here.user)) {
        diagnostics.error("foreign-user",
                          "Pyxis runs every task as you, not as " + text::quoted(docker.user->value),
                          docker.user->where, "write user: host, or remove the line\n" + way_out);
    }
}

}  // namespace

void check_for_slurm(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics) {
    switch (task.placement->slurm.container.value) {
        case Container::apptainer:
            check_for_apptainer(task, here, diagnostics);
            break;
        case Container::pyxis:
            check_for_pyxis(task, here, diagnostics);
            break;
        case Container::automatic:
        case Container::docker:
        case Container::podman:
            break;
    }
}

Command render_for_slurm(const Task& task, const Surroundings& here) {
    Command command{.program = here.program, .argv = {"srun"}};
    add_options(task, command);
    if (by_pyxis(task)) {
        add_container(task, command);
    } else {
        add_line(task, command);
    }
    return command;
}

}  // namespace tao::engines
