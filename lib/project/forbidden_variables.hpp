#pragma once

#include <span>
#include <string_view>

namespace tao::project {

// Variables that a project file may not set in a shell or a notebook: they decide which programs run there, what those
// load, whom they talk to or how they ask. A project file is data, and may be somebody else's.
struct ForbiddenVariable {
    std::string_view name;  // with a * at its end: every name that begins so
    std::string_view does;  // what the variable does, to be read behind its name
};

// The table, for the manual.
std::span<const ForbiddenVariable> forbidden_variables();

// The entry that forbids the name; null if none does.
const ForbiddenVariable* find_forbidden(std::string_view name);

}  // namespace tao::project
