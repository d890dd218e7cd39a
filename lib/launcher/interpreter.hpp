#pragma once

#include <string>
#include <string_view>

#include "os/file_system.hpp"

namespace tao::launcher {

// The program that runs a script, as the script names it: a path, or a bare name to be looked up on PATH where
// the shebang is /usr/bin/env. Empty if it has none. Installers write `#!/bin/sh` and a second line that starts the
// interpreter where a shebang cannot hold its path; then it is that one.
//
// start: the first bytes of the script at `path`. files: for a script that looks for its interpreter beside itself.
std::string interpreter_of(std::string_view start, const std::string& path, const os::FileSystem& files);

}  // namespace tao::launcher
