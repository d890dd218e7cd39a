#pragma once

#include <string>

namespace tao::commands {

// The exit code of a line that the subcommand cannot make sense of.
inline constexpr int usage_error = 2;

// Says what is missing and shows a line that works; returns usage_error.
int usage_fault(const std::string& what, const std::string& example);

}  // namespace tao::commands
