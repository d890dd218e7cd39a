#include "commands/commands.hpp"

#include "commands/explain.hpp"

namespace tao::commands {

const std::vector<Subcommand>& all_subcommands() {
    static const std::vector<Subcommand> subcommands = {
        explain_subcommand(),
    };
    return subcommands;
}

}  // namespace tao::commands
