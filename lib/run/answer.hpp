#pragma once

#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::run {

// Carries out a plan whose action is `answer`: what the launcher answers itself, where there is none. Prints to stdout, as
// the launcher does. Returns the exit code.
int answer(const plan::Plan& plan, const plan::Invocation& invocation, const os::FileSystem& files);

}  // namespace tao::run
