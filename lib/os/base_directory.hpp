#pragma once

#include <string>

#include "os/environment.hpp"

namespace tao::os {

// One of a user's directories after the XDG Base Directory Specification: the value of the variable if it is an
// absolute path (others must be ignored, the specification says), else the customary place in the home.
//
// variable: "XDG_CONFIG_HOME". in_home: ".config". home: empty or not absolute if it is not known; the result is then
// empty unless the variable has one.
std::string base_directory(const Environment& environment, const char* variable, const std::string& home,
                           const char* in_home);

}  // namespace tao::os
