#pragma once

#include "plan/plan.hpp"

namespace tao::run {

// How a supervised run ended.
struct RunEnd {
    int exit_code = 0;              // for this process, 128+signal included
    bool launcher_refused = false;  // the launcher failed by itself before it started a task
};

// Runs a plan whose action is `supervise`: the launcher as a child, its mounts file in anonymous memory, the
// docker stand-in in front on its PATH, the guardian beside it. Returns when the launcher has ended and the
// container is gone.
RunEnd supervise(const plan::Plan& plan, const plan::Invocation& invocation);

}  // namespace tao::run
