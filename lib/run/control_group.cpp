#include "run/control_group.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tao::run {

namespace {

// The beginning of one part of a control group's path -> what is in the group.
struct Rule {
    std::string_view beginning;
    bool killed_as_a_whole;
};

// Whichever part of the path it is, since they make groups of their own below. The first rule that fits counts.
constexpr std::array somewhere = {
    Rule{"slurm", true},     // slurm/uid_1000/job_7/step_0; system.slice/slurmstepd.scope/job_7/...
    Rule{"pbs", true},       // pbs_jobs.service/jobid/7.host, pbspro.slice, pbs/
    Rule{"torque", true},    // torque/7.host
    Rule{"lsf", true},       // lsf/cluster/job.7.1234
    Rule{"UGE", true},       // UGE/7.1
    Rule{"htcondor", true},  // htcondor/condor_var_lib_condor_execute_slot1
    Rule{"docker", true},    // docker/ID, system.slice/docker-ID.scope
    Rule{"libpod", true},    // machine.slice/libpod-ID.scope
    Rule{"kubepods", true},  // kubepods/burstable/pod.../ID
    Rule{"cri-containerd", true},
    Rule{"crio", true},
};

// The innermost unit of systemd.
constexpr std::array units = {
    Rule{"user@", false},  // the user's own service manager, and what belongs to none of its units
    Rule{"app-", false},   // an application of a desktop: the terminal, the editor
    Rule{"", true},
};

// Set in every process of a job.
constexpr std::array<std::string_view, 3> job_variables = {"SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID"};

bool fits(const Rule& rule, std::string_view part) {
    return part.starts_with(rule.beginning);
}

std::string_view take_last_part(std::string_view& path) {
    const auto slash = path.rfind('/');
    const std::string_view part = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    return part;
}

// Nothing: the path does not tell.
std::optional<bool> killed_as_a_whole(std::string_view path) {
    std::optional<bool> by_unit;
    while (!path.empty()) {
        const std::string_view part = take_last_part(path);
        const auto by = [&](const Rule& rule) { return fits(rule, part); };
        if (const auto rule = std::find_if(somewhere.begin(), somewhere.end(), by); rule != somewhere.end())
            return rule->killed_as_a_whole;
        if (by_unit) continue;
        if (part.ends_with(".service"))
            by_unit = std::find_if(units.begin(), units.end(), by)->killed_as_a_whole;
        // A login, a terminal, tmux, an application: each a scope of its own.
        if (part.ends_with(".scope")) by_unit = false;
    }
    return by_unit;
}

}  // namespace

bool is_killed_as_a_whole(std::string_view control_groups, const os::Environment& environment) {
    bool told = false;
    while (!control_groups.empty()) {
        const auto end = control_groups.find('\n');
        const std::string_view line = control_groups.substr(0, end);
        control_groups = end == std::string_view::npos ? std::string_view() : control_groups.substr(end + 1);
        // HIERARCHY:CONTROLLERS:PATH
        const auto second_colon = line.find(':', line.find(':') + 1);
        if (second_colon == std::string_view::npos) continue;
        const std::optional<bool> whole = killed_as_a_whole(line.substr(second_colon + 1));
        if (whole.value_or(false)) return true;
        told = told || whole;
    }
    return !told && std::any_of(job_variables.begin(), job_variables.end(), [&](std::string_view name) {
        return !environment.get_or_empty(name).empty();
    });
}

}  // namespace tao::run
