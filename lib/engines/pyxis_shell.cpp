#include "engines/pyxis_shell.hpp"

#include <algorithm>
#include <iterator>

#include "engines/carried_variables.hpp"
#include "engines/slurm_nodes.hpp"
#include "text/path.hpp"

namespace tao::engines {

namespace {

// By the documents of Lightning and by NVIDIA's own jobs: a trainer that finds these starts one rank in place of all.
constexpr std::string_view harmful[] = {"SLURM_NTASKS", "SLURM_NPROCS",  "SLURM_NNODES",
                                        "SLURM_PROCID", "SLURM_LOCALID", "SLURM_NTASKS_PER_NODE",
                                        "RANK",         "LOCAL_RANK",    "GROUP_RANK"};

// For POSIX sh, whatever is in it: text::shell_word() is for people's shells.
std::string in_quotes(std::string_view text) {
    std::string result = "'";
    for (const char letter : text) {
        if (letter == '\'') {
            result += "'\\''";
        } else {
            result += letter;
        }
    }
    return result + "'";
}

// As plan::add_nodes() has them where a `tao` runs on the node.
std::string node_variables(const Task& task) {
    std::string script;
    const auto add = [&](std::string_view name, std::string_view value, std::string_view unless = {}) {
        if (has_variable(task, name)) return;
        script.append("; ").append(unless).append("export ").append(name).append("=").append(value);
    };
    const auto& gpus = task.gpus;
    add("WORLD_SIZE", std::to_string(task.placement->slurm.nodes));
    add("NODE_RANK", "\"$SLURM_NODEID\"");
    if (gpus && gpus->value.choice == project::Gpus::Choice::listed) {
        add("NUM_GPU_PER_NODE", std::to_string(gpus->value.indices.size()));
    } else {
        add("NUM_GPU_PER_NODE", "\"$SLURM_GPUS_ON_NODE\"", "[ -z \"$SLURM_GPUS_ON_NODE\" ] || ");
    }
    add("MASTER_ADDR", first_node_in_shell());
    add("MASTER_PORT", master_port_in_shell());
    return script;
}

// By cat, since a copy of a file that may not be written to may be. With the end of one task srun ends those of the other
// nodes, and drops what they have just said: so each waits a second behind its words.
std::string spec_copies(const Task& task) {
    if (task.node_copies.empty()) return {};
    std::string directories;
    std::string files;
    for (const specs::NodeCopy& copy : task.node_copies) {
        directories += " " + in_quotes(text::parent(copy.to));
        files += " && cat <" + in_quotes(copy.from) + " >" + in_quotes(copy.to);
    }
    return "; mkdir -p" + directories + files +
           " || { printf 'tao-shim: error: the spec files could not be copied on the node %s, so the task "
           "does not start\\n' \"$SLURMD_NODENAME\" >&2; sleep 1; exit 125; }";
}

}  // namespace

bool is_read_by_hooks(std::string_view name, std::string_view value) {
    constexpr std::string_view names[] = {"NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES",
                                          "MELLANOX_VISIBLE_DEVICES"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names) &&
           value.find('\n') == std::string_view::npos;
}

std::string first_shell(const Task& task, const std::vector<std::string>& leaked) {
    // Slurm's own variables enter the container whatever is exported.
    std::string script = "export SLURM_JOB_NAME=bash; unset SLURM_EXIT_ERROR";
    for (const std::string_view name : harmful) {
        if (!has_variable(task, name)) script.append(" ").append(name);
    }
    for (const std::string& name : leaked)
        script += " " + name;
    if (task.placement->slurm.nodes > 1) script += node_variables(task) + spec_copies(task);
    std::vector<std::string> names;
    for (const auto& [name, value] : task.variables) {
        if (!is_read_by_hooks(name, value)) names.push_back(name);
    }
    if (!names.empty()) script += "; " + restored_in_shell(names);
    return script + "; exec \"$@\"";
}

}  // namespace tao::engines
