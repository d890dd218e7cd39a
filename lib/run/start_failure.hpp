#pragma once

#include <string>
#include <system_error>

namespace tao::run {

// The message about a program that could not be started, lines without prefix: "error: cannot execute 'PATH': REASON",
// and below it what to do about a limit of this shell or of the kernel. otherwise: the advice for any other reason.
std::string start_failure(const std::string& path, std::error_code error, const std::string& otherwise = {});

}  // namespace tao::run
