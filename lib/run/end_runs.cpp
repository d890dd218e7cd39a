#include "run/end_runs.hpp"

#include <algorithm>
#include <string>

#include "run/waits.hpp"

namespace tao::run {

namespace {

// Waits until none of the containers runs any more: by the engine's events, where it has any.
void wait_for_end(engines::ContainerEngine& engine, std::vector<std::string> containers,
                  os::Deadline deadline) {
    while (!containers.empty() && !os::passed(deadline)) {
        if (engine.event_descriptor() < 0) {
            std::erase_if(containers, [&](const std::string& container) {
                return !engine.exists(container, os::in(waits::engine_call));
            });
            if (!containers.empty()) os::wait_readable({}, os::in(waits::stop_removal_again));
            continue;
        }
        os::wait_readable({engine.event_descriptor()}, deadline);
        while (const auto event = engine.next_event()) {
            const bool ended = event->kind == engines::EngineEvent::Kind::died ||
                               event->kind == engines::EngineEvent::Kind::removed;
            if (ended) std::erase(containers, event->container_id);
        }
    }
}

// The engine removes a dead container of its own accord too, and refuses a second removal while it does.
bool remove(engines::ContainerEngine& engine, const std::string& container) {
    const os::Deadline deadline = os::in(waits::stop_removal);
    while (!engine.remove(container, os::in(waits::engine_call))) {
        if (os::passed(deadline)) return false;
        os::wait_readable({engine.event_descriptor()}, os::in(waits::stop_removal_again));
        while (engine.next_event()) {
        }
    }
    return true;
}

// Asks all runs of one engine to end, and waits for those that do.
void ask_to_end(engines::ContainerEngine& engine, const std::vector<RunInEngine>& runs) {
    std::string failure;
    engine.subscribe(os::in(waits::engine_call), failure);
    std::vector<std::string> containers;
    bool by_command = false;
    for (const RunInEngine& target : runs) {
        if (target.engine->engine.get() != &engine || target.run.state != "running") continue;
        engines::ask_to_end(engine, target.run, os::in(waits::engine_call));
        containers.push_back(target.run.container_id);
        by_command = by_command || target.run.by_command;
    }
    wait_for_end(engine, containers, os::in(by_command ? waits::task_to_leave : waits::shell_to_leave));
}

}  // namespace

std::vector<bool> end_runs(const std::vector<RunInEngine>& runs) {
    std::vector<engines::ContainerEngine*> asked;
    for (const RunInEngine& target : runs) {
        engines::ContainerEngine* engine = target.engine->engine.get();
        if (std::find(asked.begin(), asked.end(), engine) != asked.end()) continue;
        asked.push_back(engine);
        ask_to_end(*engine, runs);
    }
    std::vector<bool> gone;
    gone.reserve(runs.size());
    for (const RunInEngine& target : runs)
        gone.push_back(remove(*target.engine->engine, target.run.container_id));
    return gone;
}

}  // namespace tao::run
