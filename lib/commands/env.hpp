#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim env`: the variables of the project, for a shell or a program.
Subcommand env_subcommand();

}  // namespace tao::commands
