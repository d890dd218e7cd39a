#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// `tao-shim env`: the variables of the project, for a shell or a program.
Subcommand env_subcommand();

// The name under which `tao-shim env --as COMMAND` tells a shell's hook the file that tells what is trusted, as long as a
// variable of the project is left out. No project file may set a variable of such a name.
inline constexpr std::string_view trust_record_of_hooks = "_tao_shim_record";

}  // namespace tao::commands
