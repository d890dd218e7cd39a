#pragma once

#include <vector>

#include "commands/subcommand.hpp"

namespace tao::commands {

// Every subcommand of `tao-shim`, in the order in which --help shows them. Made anew: no option is filled.
std::vector<Subcommand> all_subcommands();

// The whole of `tao-shim`: reads its command line, runs the subcommand. Returns the exit code.
int tao_shim_main(int argc, char** argv);

}  // namespace tao::commands
