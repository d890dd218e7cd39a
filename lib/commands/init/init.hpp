#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim init`: writes the project file of the working directory.
Subcommand init_subcommand();

}  // namespace tao::commands
