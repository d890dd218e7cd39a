#include "plan/placement.hpp"

#include <algorithm>
#include <string_view>

#include "engines/engines.hpp"
#include "engines/real_docker.hpp"
#include "engines/slurm_nodes.hpp"
#include "engines/slurm_step.hpp"
#include "plan/typed_line.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

// What the run on the node goes by besides the variables that project and line name: the user and the user's
// language; the switches of tao-shim; what the engines' commands obey.
constexpr std::string_view known_names[] = {
    "PATH",          "HOME",       "USER",        "LOGNAME",    "SHELL",
    "LANG",          "LANGUAGE",   "TZ",          "TERM",       "PWD",
    "NO_COLOR",      "KEY",        "NUM_GPUS",    "http_proxy", "https_proxy",
    "no_proxy",      "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",   "OVERRIDE_REGISTRY",
    "CONTAINER_HOST"};
constexpr std::string_view known_prefixes[] = {"LC_",      "TAO_SHIM_", "DOCKER_",    "CONTAINERS_",
                                               "STORAGE_", "REGISTRY",  "APPTAINER_", "SINGULARITY_",
                                               "XDG_",     "ENROOT_"};

bool is_known(std::string_view name) {
    return std::find(std::begin(known_names), std::end(known_names), name) != std::end(known_names) ||
           std::any_of(std::begin(known_prefixes), std::end(known_prefixes),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
}

// Does a word have $NAME or ${NAME} in it?
bool mentions(const std::string& word, std::string_view name) {
    for (auto at = word.find('$'); at != std::string::npos; at = word.find('$', at + 1)) {
        std::string_view rest = std::string_view(word).substr(at + 1);
        if (rest.starts_with('{')) rest.remove_prefix(1);
        if (rest.starts_with(name) &&
            (rest.size() == name.size() || !text::continues_name(rest[name.size()])))
            return true;
    }
    return false;
}

// The names that the values of a project refer to.
std::vector<std::string> names_in(const project::Project& project) {
    std::vector<std::string> names;
    const auto add = [&](const std::vector<project::EnvironmentUse>& uses) {
        for (const project::EnvironmentUse& use : uses)
            names.push_back(use.name);
    };
    add(project.environment_uses);
    for (const auto* variables : {&project.envs, &project.variables}) {
        for (const project::ContainerVariable& variable : *variables) {
            add(variable.uses);
            if (!variable.value) names.push_back(variable.name);
        }
    }
    return names;
}

}  // namespace

engines::Placement placement_of(const project::Project& project, const Invocation& invocation) {
    const os::Environment& environment = invocation.environment;
    engines::Placement placement{
        .slurm = project.slurm,
        .program = text::join(text::parent(invocation.self_path), program_of(invocation)),
        .typed = {invocation.argv.begin() + (invocation.argv.empty() ? 0 : 1), invocation.argv.end()},
        .directory = invocation.working_directory,
        .in_allocation = environment.get("SLURM_JOB_ID").has_value(),
        // Of the steps of an allocation only those that srun starts have one; a batch script is none.
        .in_step = environment.get("SLURM_STEP_ID").has_value()};
    const std::vector<std::string> named = names_in(project);
    for (const std::string& entry : environment.entries()) {
        const std::string name = entry.substr(0, entry.find('='));
        const bool used = is_known(name) || std::find(named.begin(), named.end(), name) != named.end() ||
                          std::any_of(placement.typed.begin(), placement.typed.end(),
                                      [&](const std::string& word) { return mentions(word, name); });
        if (used) placement.passed_on.push_back(name);
    }
    return placement;
}

void warn_of_slurm_without_engine(const project::Project& project, const engines::EngineChoice& engine,
                                  const Invocation& invocation, const os::FileSystem& files,
                                  text::Diagnostics& diagnostics) {
    const project::Slurm& slurm = project.slurm;
    const bool is_said = !slurm.options.empty() || slurm.container.where;
    if (!is_said || engine.by != "auto" || invocation.environment.get("SLURM_JOB_ID")) return;
    if (engines::find_program("srun", invocation.environment, files).empty()) return;
    const std::string name = engine.engine == project::Engine::launcher
                                 ? "NVIDIA's launcher"
                                 : std::string(engines::row_of(engine.engine).name);
    diagnostics.warning("no-slurm",
                        "this has no effect without engine: slurm: tasks run on this computer, by " + name,
                        slurm.options.empty() ? slurm.container.where : slurm.options.front().where,
                        "to run them on the nodes of the cluster, add the line: engine: slurm");
}

void take_step(Invocation& invocation) {
    const auto text = invocation.environment.get(engines::step_variable);
    if (!text) return;
    invocation.step = engines::slurm_step(*text);
    invocation.environment.unset(engines::step_variable);
    if (!invocation.step) return;
    for (const std::size_t index : invocation.step->colons) {
        if (index < invocation.argv.size()) invocation.argv[index] = ":";
    }
    // One name for the run, here and where it was typed; several nodes may share an engine.
    invocation.run_id = invocation.step->run;
    const auto node = invocation.environment.get_or_empty("SLURM_NODEID");
    if (!node.empty() && node != "0") invocation.run_id.append("-").append(node);
}

std::string fault_of_step(const Invocation& invocation, const os::FileSystem& files) {
    if (!invocation.step) return {};
    const std::string& wanted = invocation.step->directory;
    const auto there = files.status(wanted);
    const auto here = files.status(invocation.working_directory);
    if (there && here && there->identity == here->identity) return {};
    const std::string node(invocation.environment.get_or_empty("SLURMD_NODENAME"));
    return "error: the directory " + text::quoted(wanted) + " is not on the node" +
           (node.empty() ? "" : " " + text::visible(node)) +
           ", so nothing was started there\n"
           "type the line in a directory that this computer and the nodes share";
}

void add_nodes(const project::Project& project, const Invocation& invocation, engines::Task& task) {
    if (!invocation.step || project.slurm.nodes < 2) return;
    const auto add = [&](std::string_view name, std::string value) {
        if (!value.empty() && !engines::has_variable(task, name))
            task.variables.emplace_back(name, std::move(value));
    };
    const auto slurms = [&](std::string_view name) {
        return std::string(invocation.environment.get_or_empty(name));
    };
    const bool listed = project.gpus && project.gpus->value.choice == project::Gpus::Choice::listed;
    add("WORLD_SIZE", std::to_string(project.slurm.nodes));  // TAO counts nodes by it
    add("NODE_RANK", slurms("SLURM_NODEID"));
    add("NUM_GPU_PER_NODE",
        listed ? std::to_string(project.gpus->value.indices.size()) : slurms("SLURM_GPUS_ON_NODE"));
    add("MASTER_ADDR", engines::first_node(slurms("SLURM_STEP_NODELIST")));
    add("MASTER_PORT", engines::master_port(slurms("SLURM_JOB_ID"), slurms("SLURM_STEP_ID")));
}

bool was_said(const Plan& plan, const Invocation& invocation) {
    return invocation.step && plan.action == Plan::Action::supervise &&
           engines::fingerprint(plan.message) == invocation.step->said;
}

}  // namespace tao::plan
