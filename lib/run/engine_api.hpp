#pragma once

#include <memory>

#include "run/engine.hpp"
#include "run/engine_address.hpp"

namespace tao::run {

// The engine over its HTTP interface (Docker Engine API, any version: paths without a version mean the engine's own).
std::unique_ptr<Engine> make_engine_api(const EngineAddress& address);

}  // namespace tao::run
