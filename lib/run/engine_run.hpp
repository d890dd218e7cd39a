#pragma once

#include "plan/plan.hpp"
#include "run/supervise.hpp"

namespace tao::run {

// Runs a plan whose engine is not the launcher: the engine's command as the supervised child, with the files that it reads
// in anonymous memory, and a guardian where its container could outlive it. Throws Failure (supervisor.hpp).
RunEnd run_on_engine(const plan::Plan& plan, const plan::Invocation& invocation);

}  // namespace tao::run
