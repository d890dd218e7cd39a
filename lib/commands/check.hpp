#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim check [-- tao ...]`: is the project file right, and would that line run?
Subcommand check_subcommand();

}  // namespace tao::commands
