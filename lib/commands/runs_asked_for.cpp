#include "commands/runs_asked_for.hpp"

#include <algorithm>
#include <array>

#include "commands/project_here.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t short_length = 12;

bool same_file(const std::string& one, const std::string& other, const os::FileSystem& files) {
    if (one == other) return true;
    const auto here = files.status(one);
    const auto there = files.status(other);
    return here && there && here->identity == there->identity;
}

// A job's container is not another run, where the node is this computer. Slurm is the first engine.
void leave_out_containers_of_jobs(std::vector<RunsOfEngine>& found) {
    std::vector<std::string> jobs;
    for (RunsOfEngine& of_engine : found) {
        std::erase_if(of_engine.runs, [&](const engines::Run& run) {
            const std::string of_job = run.id.substr(0, run.id.find('-'));
            return std::find(jobs.begin(), jobs.end(), of_job) != jobs.end();
        });
        for (const engines::Run& run : of_engine.runs)
            jobs.push_back(run.id);
    }
}

}  // namespace

std::string short_id(const std::string& id) {
    return id.substr(0, short_length);
}

std::string age(std::time_t since, std::time_t now) {
    struct Unit {
        std::time_t seconds;
        const char* one;
        const char* many;
    };
    constexpr std::array units = {Unit{24 * 3600, "day", "days"}, Unit{3600, "hour", "hours"},
                                  Unit{60, "minute", "minutes"}, Unit{1, "second", "seconds"}};
    const std::time_t passed = std::max<std::time_t>(0, now - since);
    for (const Unit& unit : units) {
        // Up to two of a unit the next smaller one says more: 90 minutes, 36 hours.
        if (passed < 2 * unit.seconds && unit.seconds != 1) continue;
        const std::time_t count = passed / unit.seconds;
        return std::to_string(count) + " " + (count == 1 ? unit.one : unit.many);
    }
    return {};
}

std::optional<std::vector<RunsOfEngine>> runs_asked_for(const char* subcommand, bool all_projects,
                                                        const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    std::optional<std::string> project;
    if (!all_projects) {
        const project::Search here = project::find(invocation.environment, invocation.working_directory,
                                                   invocation.user, surroundings.files);
        if (here.outcome == project::Search::Outcome::none) {
            complain(no_project_message(std::string("the runs of every project: tao-shim ") + subcommand +
                                        " --all-projects"));
            return std::nullopt;
        }
        project = here.file;
    }
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, surroundings.files);
    std::vector<RunsOfEngine> found;
    std::string named_failures;  // of engines that the environment names: what runs there is not known
    std::string other_failures;
    for (engines::KnownEngine& known :
         engines::known_engines(invocation.environment, user.home, surroundings.files)) {
        engines::Runs runs = engines::list_runs(*known.engine);
        if (!runs.failure.empty()) {
            (known.named ? named_failures : other_failures) +=
                text::message("error: " + known.name + " cannot be asked: " + runs.failure +
                              "\nto find out why, type: tao-shim doctor");
            continue;
        }
        if (project) {
            std::erase_if(runs.runs, [&](const engines::Run& run) {
                return !same_file(run.project, *project, surroundings.files);
            });
        }
        found.push_back({.engine = std::move(known), .runs = std::move(runs.runs)});
    }
    leave_out_containers_of_jobs(found);
    if (!found.empty() && named_failures.empty()) return found;
    complain(named_failures.empty() ? other_failures : named_failures);
    return std::nullopt;
}

}  // namespace tao::commands
