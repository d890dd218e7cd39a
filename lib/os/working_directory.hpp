#pragma once

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::os {

// The working directory of this process, as getcwd(3). Empty if it was deleted or is out of reach.
std::string working_directory();

// The user's own name for the working directory: $PWD if it names the same directory and is clean (absolute,
// no empty, "." or ".." components, as POSIX asks of a PWD that pwd(1) may trust), else working_directory.
// Links on the way are kept, and with them the parents that the user sees.
std::string apparent_directory(const Environment& environment, const std::string& working_directory,
                               const FileSystem& files);

}  // namespace tao::os
