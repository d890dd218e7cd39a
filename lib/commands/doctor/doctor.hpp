#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim doctor [TASK]`: everything a run needs, looked at before it is needed. Starts no program but Slurm's, where
// that runs the tasks.
Subcommand doctor_subcommand();

}  // namespace tao::commands
