#pragma once

#include <memory>

#include "engines/address.hpp"
#include "engines/engine.hpp"

namespace tao::engines {

// The engine over its HTTP interface (Docker Engine API, any version: paths without a version mean the engine's own).
std::unique_ptr<ContainerEngine> make_engine_api(const EngineAddress& address);

}  // namespace tao::engines
