#pragma once

#include <string>
#include <vector>

#include "commands/subcommand.hpp"

namespace tao::commands {

// The help page of `tao-shim`, and of a subcommand. columns: how wide a line may be.
std::string program_help(const std::vector<Subcommand>& subcommands, std::size_t columns);
std::string subcommand_help(const Subcommand& subcommand, std::size_t columns);

// The columns of the terminal that is stdout, or 80.
std::size_t help_columns();

// "tao-shim 1.2.3"
std::string version_line();

}  // namespace tao::commands
