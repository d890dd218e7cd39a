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

std::optional<std::vector<engines::RunsOfEngine>> runs_asked_for(const char* subcommand, bool all_projects,
                                                                 const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    std::optional<std::string> project;
    if (!all_projects) {
        const project::Search here = project::find(invocation.environment, invocation.working_directory,
                                                   invocation.user, surroundings.files);
        if (here.outcome == project::Search::Outcome::none) {
            complain(no_project_message(surroundings, std::string("the runs of every project: tao-shim ") +
                                                          subcommand + " --all-projects"));
            return std::nullopt;
        }
        project = here.file;
    }
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, surroundings.files);
    engines::EveryRun every =
        engines::every_run(engines::known_engines(invocation.environment, user.home, surroundings.files));
    for (const std::string& failure : every.failures)
        complain(text::message(failure));
    if (!every.failures.empty()) return std::nullopt;
    for (engines::RunsOfEngine& of_engine : every.engines) {
        std::erase_if(of_engine.runs, [&](const engines::Run& run) {
            return project && !same_file(run.project, *project, surroundings.files);
        });
    }
    return std::move(every.engines);
}

}  // namespace tao::commands
