#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engines/task.hpp"

namespace tao::engines {

// What runs first in a container that Pyxis makes, in place of a `tao` on the node: a line of POSIX sh, which ends as the
// task's words, its arguments. It takes away what of Slurm's and the caller's variables came along, sets the task's that
// could not come under their names, and on several nodes those of this node, and makes this node's copies of spec files.
// leaked: further variables to take away.
std::string first_shell(const Task& task, const std::vector<std::string>& leaked);

// A variable of the task that srun, Pyxis or enroot (a program of bash on the node) would itself go by, or that enroot,
// which writes them a line each, would take for several: HOME, for one, is where enroot unpacks the image. It is to come
// under carrier_of(name), and the first shell gives it its name.
bool is_carried(std::string_view name, std::string_view value);
std::string carrier_of(std::string_view name);

}  // namespace tao::engines
