#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim path --to-container|--to-host PATH...`: single paths, translated by the mounts of the project.
Subcommand path_subcommand();

}  // namespace tao::commands
