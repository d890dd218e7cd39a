#pragma once

#include <string>

#include "engines/engine.hpp"
#include "os/descriptor.hpp"
#include "os/wait.hpp"
#include "run/report.hpp"
#include "run/source_watch.hpp"

namespace tao::run {

// Guards the container of one run until it has gone; see guardian.hpp. supervisor: the guardian's end of the socket
// (messages.hpp). engine_name: how to call the engine in a message. with_switch: set a dead man's switch
// (dead_man_switch.hpp), which the supervisor is given as well, so that the death of one of the two changes nothing.
// sources: of a container that an engine's command makes; one that shows others is ended.
void guard_container(os::Descriptor supervisor, const Report& report, engines::ContainerEngine& engine,
                     os::Clock& clock, const std::string& engine_name, bool with_switch,
                     SourceWatch sources = SourceWatch({}));

}  // namespace tao::run
