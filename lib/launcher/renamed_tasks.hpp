#pragma once

#include <optional>
#include <string_view>

#include "launcher/launcher.hpp"

namespace tao::launcher {

// One row of config/renamed_tasks.inc.
struct RenamedTask {
    std::string_view old_name;
    std::string_view new_name;
    Version since;        // the first version that has the new name
    bool same_arguments;  // else the line cannot be carried over
    std::string_view source;
};

// What the task is called in that version, if it was renamed before or after: {name, may be carried over}.
struct OtherName {
    std::string_view name;
    bool same_arguments = false;
};
std::optional<OtherName> other_name_of(std::string_view task, const Version& version);

// The version as far as the script alone tells it, without the package: 0.1.21, 4.0.0 or 5.0.0. Enough for the
// table of renamed tasks, and it costs nothing.
Version generation(const Launcher& launcher);

}  // namespace tao::launcher
