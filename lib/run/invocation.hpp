#pragma once

#include "run/plan.hpp"

namespace tao::run {

// The invocation that this process is. Throws std::system_error if the kernel has no random numbers.
Invocation this_invocation(int argc, char** argv);

}  // namespace tao::run
