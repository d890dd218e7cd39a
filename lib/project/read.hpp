#pragma once

#include <optional>
#include <string>

#include "os/environment.hpp"
#include "project/keys.hpp"
#include "project/project.hpp"
#include "project/user.hpp"
#include "text/diagnostic.hpp"

namespace tao::project {

// What a project file may refer to.
struct Context {
    const os::Environment& environment;  // for ${NAME}
    const User& user;
    std::string file;       // absolute path of the project file
    std::string directory;  // its directory, absolute: where relative sources start
    std::string task{};     // for ${task}; read() fills it from the file's own `task:`
};

// Reads diagnostics.source() as tao-project.yaml, version 1. Every error of the file is reported in one run,
// each with its place; what is right is in the result even when other parts are wrong. Nothing is returned if
// the file is no YAML or no map, or is from a newer version: then there is only that one error.
std::optional<Project> read(const Context& context, text::Diagnostics& diagnostics, Keys table = keys());

// Reads a layout (layouts.hpp): the same form, with the keys only that a layout may have (Key::take). context.task: of the
// project that uses it.
std::optional<Project> read_layout(const Context& context, text::Diagnostics& diagnostics,
                                   Keys table = keys());

}  // namespace tao::project
