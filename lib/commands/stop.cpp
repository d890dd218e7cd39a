#include <algorithm>
#include <csignal>

#include "commands/ps.hpp"
#include "commands/runs.hpp"
#include "plan/exit_codes.hpp"
#include "run/waits.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

constexpr int no_such_run = 1;

// Those of the runs that the words mean: the first letters of a run's or a container's identifier. Every word must
// mean one.
std::vector<Run> chosen(const std::vector<Run>& runs, const std::vector<std::string>& words,
                        std::string& fault) {
    if (words.empty()) return runs;
    std::vector<Run> result;
    for (const std::string& word : words) {
        std::vector<Run> meant;
        std::copy_if(runs.begin(), runs.end(), std::back_inserter(meant), [&](const Run& run) {
            return !word.empty() && (run.id.starts_with(word) || run.container_id.starts_with(word));
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

void wait_for_end(engines::Engine& engine, std::vector<std::string> containers, os::Deadline deadline) {
    while (!containers.empty() && !os::passed(deadline) && engine.event_descriptor() >= 0) {
        os::wait_readable({engine.event_descriptor()}, deadline);
        while (const auto event = engine.next_event()) {
            const bool ended = event->kind == engines::EngineEvent::Kind::died ||
                               event->kind == engines::EngineEvent::Kind::removed;
            if (ended) std::erase(containers, event->container_id);
        }
    }
}

// The engine removes a dead container of its own accord too, and refuses a second removal while it does.
bool remove(engines::Engine& engine, const std::string& container) {
    const os::Deadline deadline = os::in(run::waits::stop_removal);
    while (!engine.remove(container, os::in(run::waits::engine_call))) {
        if (os::passed(deadline)) return false;
        os::wait_readable({engine.event_descriptor()}, os::in(run::waits::stop_removal_again));
        while (engine.next_event()) {
        }
    }
    return true;
}

// True if nothing is left of them.
bool stop_runs(engines::Engine& engine, const std::vector<Run>& runs) {
    std::string failure;
    const bool hears = engine.subscribe(os::in(run::waits::engine_call), failure);
    std::vector<std::string> containers;
    for (const Run& run : runs) {
        if (run.state != "running") continue;
        engine.signal(run.container_id, SIGHUP, os::in(run::waits::engine_call));
        containers.push_back(run.container_id);
    }
    if (hears) wait_for_end(engine, containers, os::in(run::waits::shell_to_leave));
    bool all_gone = true;
    for (const Run& run : runs) {
        const bool gone = remove(engine, run.container_id);
        if (gone) {
            print("stopped " + short_id(run.id) + "\n");
        } else {
            complain(text::message("error: the container " + short_id(run.container_id) + " of run " +
                                   short_id(run.id) + " is still there\nto remove it, type: docker rm -f " +
                                   short_id(run.container_id)));
        }
        all_gone = all_gone && gone;
    }
    return all_gone;
}

int stop(const Arguments& arguments, const Surroundings& surroundings) {
    const auto engine = engines::connect_engine(surroundings.invocation.environment);
    const auto found = runs_asked_for("stop", arguments, surroundings, *engine);
    if (!found) return plan::own_failure;
    std::string fault;
    const std::vector<Run> runs = chosen(*found, arguments.words, fault);
    if (!fault.empty()) {
        complain(text::message("error: " + fault));
        return no_such_run;
    }
    if (runs.empty()) {
        print("nothing runs\n");
        return 0;
    }
    return stop_runs(*engine, runs) ? 0 : plan::own_failure;
}

}  // namespace

Subcommand stop_subcommand() {
    return {.name = "stop",
            .words = "[RUN...]",
            .summary = "End what runs in this project, all of it or the runs named",
            .options = {{"--all-projects", "", "Look for the runs in every project"}},
            .examples = {{"tao-shim stop", "Ends all that runs in this project"},
                         {"tao-shim stop 3f2a", "Ends the run that tao-shim ps shows as 3f2a..."}},
            .run = stop,
            .complete = [](const Completing& /*at*/, const Surroundings& surroundings) {
                const auto engine = engines::connect_engine(surroundings.invocation.environment);
                Completions runs;
                for (const Run& run : list_runs(*engine, {}, surroundings.files).runs)
                    runs.push_back({short_id(run.id), run.command});
                return runs;
            }};
}

}  // namespace tao::commands
