#pragma once

#include "commands/subcommand.hpp"

namespace tao::commands {

// tao-shim image [[GROUP] TASK [SUBTASK]]: the image that a task runs in without the launcher, for docker pull and the
// like; without a task, every image of the release.
Subcommand image_subcommand();

}  // namespace tao::commands
