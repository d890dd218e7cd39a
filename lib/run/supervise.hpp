#pragma once

#include "plan/plan.hpp"

namespace tao::run {

// How a supervised run ended.
struct RunEnd {
    int exit_code = 0;     // for this process, 128+signal included
    bool refused = false;  // launcher or engine failed by itself before a task began, or may have done so
};

// Runs a plan whose action is `supervise`: the launcher as a child, its mounts file in anonymous memory, the
// docker stand-in in front on its PATH, or the command of another engine (engine_run.hpp); the guardian beside it. Returns
// when the child has ended and the container is gone.
RunEnd supervise(const plan::Plan& plan, const plan::Invocation& invocation);

}  // namespace tao::run
