#include "commands/subcommands.hpp"

namespace tao::commands {

std::vector<Subcommand> all_subcommands() {
    // clang-format off
    return {
        init_subcommand(),
        doctor_subcommand(),
        explain_subcommand(),
        check_subcommand(),
        path_subcommand(),
        specs_subcommand(),
        config_subcommand(),
        which_subcommand(),
        image_subcommand(),
        ps_subcommand(),
        stop_subcommand(),
        env_subcommand(),
        hook_subcommand(),
        enable_subcommand(),
        disable_subcommand(),
        trust_subcommand(),
        untrust_subcommand(),
        help_subcommand(),
        version_subcommand(),
        complete_subcommand(),
        manual_subcommand(),
        schema_subcommand(),
    };
    // clang-format on
}

}  // namespace tao::commands
