#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim explain -- tao ...`: what that line would do here, without doing any of it.
Subcommand explain_subcommand();

}  // namespace tao::commands
