#pragma once

#include "engines/engine.hpp"
#include "os/process.hpp"
#include "os/signals.hpp"
#include "run/docker_arguments.hpp"
#include "run/report.hpp"
#include "run/system.hpp"

namespace tao::run {

// The signals that the stand-in hands on to the docker command: what asks for an end, unless this run was started with
// it ignored.
os::SignalSet handed_on_signals();

// The stand-in's part of a run, once it knows that its command line is the task's: names container and itself in the
// report, waits for the guardian to see the engine's events, runs the real docker command, hands on the signals of
// `system.signals`, and reports how the task ended. Returns the status for the launcher.
//
// docker: the program; its argv is made here. mask: the signal mask to start it with. engine: for the question whether a
// task that docker says has ended has done so.
// held_sources: HeldSources::list() of the supervisor, or empty. A container that shows something else gets no task.
int run_docker_task(const TaskCommand& command, os::Program docker, os::SignalSet mask, const Report& report,
                    engines::ContainerEngine& engine, const System& system,
                    std::string_view held_sources = {});

}  // namespace tao::run
