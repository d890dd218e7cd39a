#pragma once

#include <memory>

#include "os/environment.hpp"
#include "run/engine.hpp"

namespace tao::run {

// The engine through the docker command, for addresses that need more than a socket: ssh, TLS, names. Every call
// starts a process.
// docker: the path of the real docker; empty: every call fails.
std::unique_ptr<Engine> make_engine_command(std::string docker, os::Environment environment);

}  // namespace tao::run
