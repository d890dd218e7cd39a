#pragma once

#include <string>

#include "engines/engine.hpp"
#include "os/descriptor.hpp"
#include "run/report.hpp"

namespace tao::run {

// What the supervisor tells its guardian.
inline constexpr std::string_view launcher_started = "launcher started";  // with its pidfd
inline constexpr std::string_view launcher_ended = "launcher ended";  // by itself, with nobody asking it to
inline constexpr std::string_view launcher_stopped = "launcher stopped";  // by a signal or because of one

// What the guardian tells its supervisor.
inline constexpr std::string_view switch_set = "switch set";  // with it, to hold

// Guards the container of one run until it has gone; see guardian.hpp. supervisor: the guardian's end of the socket.
// engine_name: how to call the engine in a message. with_switch: set a dead man's switch (dead_man_switch.hpp), which the
// supervisor is given as well, so that the death of one of the two changes nothing.
void guard_container(os::Descriptor supervisor, const Report& report, engines::Engine& engine,
                     const std::string& engine_name, bool with_switch);

}  // namespace tao::run
