#pragma once

#include <string>
#include <system_error>

// What is said of a program that does not start, and of a task that fails.
namespace tao::run {

// The message about a program that could not be started, lines without prefix: "error: cannot execute 'PATH': REASON",
// and below it what to do about a limit of this shell or of the kernel. otherwise: the advice for any other reason.
std::string start_failure(const std::string& path, std::error_code error, const std::string& otherwise = {});

// What became of a task that ended with that status, in one line for people: that it failed, or by which signal it died
// and what that often means. Empty if it did well, or if the user or a closed pipe ended it.
// code: as a shell has it in $?, 128 + the signal for one.
std::string task_failure(int code);

}  // namespace tao::run
