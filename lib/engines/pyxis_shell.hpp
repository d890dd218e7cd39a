#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engines/task.hpp"

namespace tao::engines {

// What runs first in a container that Pyxis makes, in place of a `tao` on the node: a line of POSIX sh, which ends as the
// task's words, its arguments. It takes away what of Slurm's and the caller's variables came along, sets the task's,
// which come by their carriers (carried_variables.hpp), and on several nodes those of this node, and makes this node's copies of spec files.
// leaked: further variables to take away.
std::string first_shell(const Task& task, const std::vector<std::string>& leaked);

// A variable by which the hooks of enroot put devices into the container, and no other program does anything: it comes
// under its own name. A project file may have it once it is trusted.
bool is_read_by_hooks(std::string_view name, std::string_view value);

}  // namespace tao::engines
