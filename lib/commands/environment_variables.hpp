#pragma once

#include <span>
#include <string_view>

namespace tao::commands {

// An environment variable that the programs read or set.
struct EnvironmentVariable {
    enum class Use {
        ours_to_set,   // the user sets it for the shim
        others,        // somebody else's convention that the shim follows
        between_ours,  // the shim's programs tell each other; nobody sets it
        in_container,  // set in the container
    };
    std::string_view name;
    Use use;
    std::string_view meaning;  // for the manual
};

// All of them: `tao-shim config` and the manual go by it, and a test compares it with the sources.
std::span<const EnvironmentVariable> environment_variables();

}  // namespace tao::commands
