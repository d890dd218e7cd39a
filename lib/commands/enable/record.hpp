#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "commands/enable/targets.hpp"

namespace tao::commands {

// One thing to enable or disable: a target of the table and its operand.
struct EnableRequest {
    const EnableTarget* target = nullptr;
    std::string operand;  // absolute; empty if the target takes none

    // As it is typed behind enable: "venv /home/u/env".
    std::string words() const;
    bool operator==(const EnableRequest& other) const {
        return target == other.target && operand == other.operand;
    }
};

// Which environments have been enabled: `disable --all` and `enable --status` could not find them otherwise. A file of
// lines `TARGET OPERAND`, $XDG_STATE_HOME/tao-shim/enabled or ~/.local/state/tao-shim/enabled. Lines that this version
// does not understand are left out.
std::vector<EnableRequest> enabled_environments(const EnableSurroundings& here);

// Adds or takes out one. The file goes with its last line.
std::error_code record_environment(const EnableSurroundings& here, const EnableRequest& request,
                                   bool enabled);

}  // namespace tao::commands
