#pragma once

#include "engines/engine.hpp"
#include "os/descriptor.hpp"
#include "os/wait.hpp"
#include "run/report.hpp"
#include "run/source_watch.hpp"

namespace tao::run {

// Guards a run whose task an engine's command runs and whose engine has no events: whatever becomes of supervisor and
// command, neither a container nor a process of the run is left. supervisor: the guardian's end of the socket
// (messages.hpp).
// engine: where the container is, under its name (container_name()); null: the task lives and dies with the command.
// sources: of the container; one that shows others is ended before its task begins.
//
// While all goes well nothing is asked of the engine: a command that ends by itself takes its container with it.
void guard_command(os::Descriptor supervisor, const Report& report, engines::ContainerEngine* engine,
                   os::Clock& clock, SourceWatch sources = SourceWatch({}));

}  // namespace tao::run
