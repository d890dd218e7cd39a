#pragma once

#include <string>
#include <string_view>

#include "launcher/launcher.hpp"

namespace tao::launcher {

// The first three numbers of a version such as "6.25.11.1" or "5.5.1rc1"; what is missing or no number is 0.
Version parse_version(std::string_view text);

// The version that a version.py of the launcher states: the lines MAJOR = "6", MINOR = 26, PATCH = "11.1".
// Empty if one of them is missing. It is read as text: its get_build_info() counts in a source tree only.
std::string version_in_module(std::string_view version_py);

}  // namespace tao::launcher
