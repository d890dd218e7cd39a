#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/subcommand.hpp"
#include "project/keys.hpp"

namespace tao::commands {

// A page of config/manual/ with its @-lines filled in from the tables (config/manual/README.md). Nothing if a name is
// unknown: `fault` says which.
std::optional<std::string> fill_manual(std::string_view page, const std::vector<Subcommand>& subcommands,
                                       const std::string& version, std::string& fault,
                                       project::Keys table = project::keys());

}  // namespace tao::commands
