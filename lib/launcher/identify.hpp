#pragma once

#include <string>

#include "launcher/launcher.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// Tells from its text what the executable file is: kind, grammar, interpreter. Cheap: one read of the file's
// start. Leaves package and version empty.
Launcher identify(const std::string& path, const os::FileSystem& files);

// Completes package and version from the files beside the interpreter: needed for DockerOptions, `which`,
// the task table; not for handing over.
void complete(Launcher& launcher, const os::FileSystem& files);

}  // namespace tao::launcher
