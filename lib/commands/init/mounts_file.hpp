#pragma once

#include <string>

#include "commands/init/draft.hpp"
#include "commands/init/python_value.hpp"
#include "os/file_system.hpp"

namespace tao::commands {

// Where a draft is made.
struct DraftPlace {
    std::string directory;  // of the project file, absolute
    std::string home;       // of the user
    std::string start;      // where relative paths of the original start
    const os::FileSystem& files;
};

// Adds what the launcher reads from a mounts file: Mounts, Envs, DockerOptions. The launcher is to see the same from the
// project file: where it makes something else of the file than stands there (a second destination of a source is lost,
// numbers become texts, ~ is the home), so does this. What cannot be kept is a comment.
void add_mounts_file(Draft& draft, const PythonValue& content, const DraftPlace& place);

// Adds variables for shells and notebooks; those that are unknown, or that no project file may set, are comments.
void add_variables(Draft& draft, const std::vector<std::pair<std::string, PythonValue>>& variables,
                   const DraftPlace& place);

}  // namespace tao::commands
