#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim config`: every value that counts here, and where it comes from.
Subcommand config_subcommand();

}  // namespace tao::commands
