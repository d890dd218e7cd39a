#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim ps [--all-projects]`: what runs.
Subcommand ps_subcommand();

// `tao-shim stop [RUN...]`: ends runs of the project here, all of them or those named.
Subcommand stop_subcommand();

}  // namespace tao::commands
