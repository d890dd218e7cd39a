#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim trust [--list]`: allows what the project file here asks for beyond its own directory.
Subcommand trust_subcommand();

// `tao-shim untrust [FILE...]`: takes that back, here or for the named project files.
Subcommand untrust_subcommand();

}  // namespace tao::commands
