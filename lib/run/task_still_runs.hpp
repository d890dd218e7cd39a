#pragma once

#include "engines/engine.hpp"
#include "os/wait.hpp"
#include "run/docker_arguments.hpp"

namespace tao::run {

// Does the engine say that the task goes on in its container? Docker's command line from version 25 exits with 0 when
// SIGINT or SIGTERM ends it, and leaves the task running: its 0 must not pass for the task's.
// An engine that does not answer by the deadline is taken to say no.
bool task_still_runs(engines::ContainerEngine& engine, const TaskCommand& command, os::Deadline deadline);

}  // namespace tao::run
