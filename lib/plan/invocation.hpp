#pragma once

#include "plan/plan.hpp"

namespace tao::plan {

// The invocation that this process is. Throws std::system_error if the kernel has no random numbers.
Invocation this_invocation(int argc, char** argv);

}  // namespace tao::plan
