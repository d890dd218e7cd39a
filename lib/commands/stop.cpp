#include <algorithm>

#include "commands/runs_asked_for.hpp"
#include "commands/subcommands.hpp"
#include "plan/exit_codes.hpp"
#include "project/user.hpp"
#include "run/end_runs.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using engines::Run;
using Target = run::RunInEngine;

constexpr int no_such_run = 1;

// Those of the runs that the words mean: the first letters of a run's or a container's identifier. Every word must
// mean one.
std::vector<Target> chosen(const std::vector<Target>& all, const std::vector<std::string>& words,
                           std::string& fault) {
    if (words.empty()) return all;
    std::vector<Target> result;
    for (const std::string& word : words) {
        std::vector<Target> meant;
        std::copy_if(all.begin(), all.end(), std::back_inserter(meant), [&](const Target& target) {
            return !word.empty() &&
                   (target.run.id.starts_with(word) || target.run.container_id.starts_with(word));
        });
        if (meant.size() == 1) {
            result.push_back(meant.front());
        } else if (meant.empty()) {
            fault = "no run begins with " + text::quoted(word) + "\nto see what runs, type: tao-shim ps";
        } else {
            fault = std::to_string(meant.size()) + " runs begin with " + text::quoted(word) +
                    "\ntype more letters of the one you mean; to see them: tao-shim ps";
        }
        if (!fault.empty()) return {};
    }
    return result;
}

struct StopOptions {
    bool all_projects = false;
};

int stop(const StopOptions& options, const std::vector<std::string>& words,
         const Surroundings& surroundings) {
    auto found = runs_asked_for("stop", options.all_projects, surroundings);
    if (!found) return plan::own_failure;
    std::vector<Target> all;
    for (engines::RunsOfEngine& of_engine : *found) {
        for (const Run& run : of_engine.runs)
            all.push_back({.engine = &of_engine.engine, .run = run});
    }
    std::string fault;
    const std::vector<Target> targets = chosen(all, words, fault);
    if (!fault.empty()) {
        complain(text::message("error: " + fault));
        return no_such_run;
    }
    if (targets.empty()) {
        print("nothing runs\n");
        return 0;
    }
    const std::vector<bool> gone = run::end_runs(targets);
    for (std::size_t index = 0; index < targets.size(); ++index) {
        const Target& target = targets[index];
        const std::string id = short_id(target.run.id);
        const std::string container = short_id(target.run.container_id);
        if (gone[index]) {
            print("stopped " + id + "\n");
        } else {
            complain(text::message("error: the container " + container + " of run " + id +
                                   " is still there\nto remove it, type: " + target.engine->command + " " +
                                   container));
        }
    }
    const bool all_gone = std::find(gone.begin(), gone.end(), false) == gone.end();
    return all_gone ? 0 : plan::own_failure;
}

}  // namespace

Subcommand stop_subcommand() {
    const auto options = std::make_shared<StopOptions>();
    return {.name = "stop",
            .words = "[RUN...]",
            .summary = "End what runs in this project, all of it or the runs named",
            .options = {{"--all-projects", "", "Look for the runs in every project", &options->all_projects}},
            .examples = {{"tao-shim stop", "Ends all that runs in this project"},
                         {"tao-shim stop 3f2a", "Ends the run that tao-shim ps shows as 3f2a..."}},
            .run = run_with(options, stop),
            .complete = [](const std::vector<std::string>& /*before*/, const Surroundings& surroundings) {
                const plan::Invocation& here = surroundings.invocation;
                const project::User user =
                    project::user_of(here.environment, here.user, here.group, surroundings.files);
                Completions runs;
                for (const engines::KnownEngine& known :
                     engines::known_engines(here.environment, user.home, surroundings.files)) {
                    for (const Run& run : engines::list_runs(*known.engine).runs)
                        runs.push_back({short_id(run.id), run.command});
                }
                return runs;
            }};
}

}  // namespace tao::commands
