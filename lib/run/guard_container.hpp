#pragma once

#include <string>

#include "os/descriptor.hpp"
#include "run/engine.hpp"
#include "run/report.hpp"

namespace tao::run {

// What the supervisor tells its guardian.
inline constexpr std::string_view launcher_started = "launcher started";  // with its pidfd
inline constexpr std::string_view launcher_ended = "launcher ended";  // by itself, with nobody asking it to
inline constexpr std::string_view launcher_stopped = "launcher stopped";  // by a signal or because of one

// Guards the container of one run until it has gone; see guardian.hpp. supervisor: the guardian's end of the socket.
// engine_name: how to call the engine in a message.
void guard_container(os::Descriptor supervisor, const Report& report, Engine& engine,
                     const std::string& engine_name);

}  // namespace tao::run
