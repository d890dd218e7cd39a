#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim specs FILE...`: what a task would stumble over in spec files, and their translation.
Subcommand specs_subcommand();

}  // namespace tao::commands
