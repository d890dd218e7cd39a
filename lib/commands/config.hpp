#pragma once

#include "commands/subcommand.hpp"
#include "project/keys.hpp"

namespace tao::commands {

// The keys of the table that config shows, for completion.
Completions shown_keys(project::Keys table = project::keys());

}  // namespace tao::commands
