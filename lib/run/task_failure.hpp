#pragma once

#include <string>

namespace tao::run {

// What became of a task that ended with that status, in one line for people: that it failed, or by which signal it died
// and what that often means. Empty if it did well, or if the user or a closed pipe ended it.
// code: as a shell has it in $?, 128 + the signal for one.
std::string task_failure(int code);

}  // namespace tao::run
