#pragma once

#include "commands/subcommand.hpp"
#include "project/keys.hpp"

namespace tao::commands {

// `tao-shim config [KEY...]`: every value that counts here, or those of the keys named, and where each comes from.
Subcommand config_subcommand();

// The keys of the table that config shows, for completion.
Completions shown_keys(project::Keys table = project::keys());

}  // namespace tao::commands
