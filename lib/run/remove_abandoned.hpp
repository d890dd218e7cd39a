#pragma once

#include "engines/engine.hpp"
#include "os/wait.hpp"

namespace tao::run {

// Removes containers of earlier runs that were created and never started. One comes to be where a launcher and all that
// looks after its container are killed while the engine is at work on its creation: the engine goes on, and nobody is
// left who could ask for its start. It has no process, but keeps its place on the disk. A launcher starts what it
// creates within a second; only what has waited for minutes is taken for abandoned. Containers of others, and what the
// engine does not say by the deadline, are left alone.
void remove_abandoned_containers(engines::ContainerEngine& engine, const os::Clock& clock,
                                 os::Deadline deadline);

}  // namespace tao::run
