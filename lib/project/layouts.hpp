#pragma once

#include <optional>
#include <string>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/user.hpp"

// Layouts: mounts, variables, envs and docker options under one name, in the form of a project file. Those of
// config/layouts/ are part of the program, so that naming one opens no file; a user's own are files.
namespace tao::project {

struct Layout {
    std::string name;
    std::string file;  // for messages; of a built-in one, its name
    std::string content;
    bool built_in = false;
    bool is_safe = true;  // not a file of another user, or one that everybody may write to
};

// Where a user keeps layouts of their own, NAME.yaml each: ${XDG_CONFIG_HOME}/tao-shim/layouts if that is absolute, else
// ~/.config/tao-shim/layouts. Empty if neither is known.
std::string layout_directory(const os::Environment& environment, const User& user);

// The layout of that name, the user's own before a built-in one.
std::optional<Layout> find_layout(const std::string& name, const os::Environment& environment,
                                  const User& user, const os::FileSystem& files);

// The names of all, sorted, each once.
std::vector<std::string> layout_names(const os::Environment& environment, const User& user,
                                      const os::FileSystem& files);

}  // namespace tao::project
