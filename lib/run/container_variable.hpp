#pragma once

#include <string>

#include "text/json.hpp"

namespace tao::run {

// The value of a variable in a container's environment as the engine writes it, an array of "NAME=value". Empty if there
// is none of that name, or if that is no such array.
std::string container_variable(const text::Json& environment, const std::string& name);

}  // namespace tao::run
