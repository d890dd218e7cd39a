#pragma once

#include <optional>

#include "os/held_directory.hpp"
#include "plan/plan.hpp"
#include "run/report.hpp"

namespace tao::run {

// What is made before anything of a run is started. Both throw Failure (supervisor.hpp).

// The directory of the run with the translated spec files; nothing if the plan needs none.
std::optional<os::HeldDirectory> prepare_run_directory(const plan::Plan& plan);

// The report, with everything in it that the supervisor has to write.
Report prepare_report(const plan::Plan& plan, const plan::Invocation& invocation, Stopping stopping);

}  // namespace tao::run
