#pragma once

#include "run/plan.hpp"

namespace tao::run {

// Runs a plan whose action is `supervise`: the launcher as a child, its mounts file in anonymous memory, the
// docker stand-in in front on its PATH, the guardian beside it. Returns when the launcher has ended and the
// container is gone: the exit code for this process (128+signal included).
int supervise(const Plan& plan, const Invocation& invocation);

}  // namespace tao::run
