#pragma once

#include "os/file_system.hpp"
#include "project/keys.hpp"
#include "project/project.hpp"
#include "project/read.hpp"
#include "text/diagnostic.hpp"

namespace tao::project {

// Adds what the project's layout defines; nothing happens without `layout:`. What the project says itself wins: a mount
// with the same destination, a variable or an env of the same name, a docker option. The layout's mounts come first.
//
// Everything that comes from the layout has the place of `layout:` in the project file, and errors point there as well:
// unknown layout; a layout that needs a task, and there is none; a layout that is itself wrong.
void apply_layout(Project& project, const Context& context, const os::FileSystem& files,
                  text::Diagnostics& diagnostics, Keys table = keys());

}  // namespace tao::project
