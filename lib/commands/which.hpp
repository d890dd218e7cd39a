#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim which [PROGRAM]`: the launcher that is behind the shim, and why not another.
Subcommand which_subcommand();

}  // namespace tao::commands
