#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// tao-shim enable: keeps the shim first on PATH where environments and start-up files put something else there.
Subcommand enable_subcommand();

// tao-shim disable: takes away what enable wrote.
Subcommand disable_subcommand();

}  // namespace tao::commands
