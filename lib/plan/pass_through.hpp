#pragma once

#include <string>
#include <vector>

#include "launcher/command_line.hpp"
#include "launcher/launcher.hpp"
#include "os/environment.hpp"

namespace tao::plan {

// What is wrong with TAO_SHIM, which is neither off (off, no, 0, false, in any case) nor empty; empty if nothing is.
std::string fault_of_switch(const os::Environment& environment);

// Why the environment tells `tao` to step aside, in words for `explain`; empty if it does not.
// Of TAO_SHIM=off and TAO_DOCKER_DISABLE=1 (the task runs on the host, where host paths are right).
std::string stepped_aside(const os::Environment& environment);

// The same of what only the launcher reads: a LAUNCHER_MOUNTS set by the user, who then manages the mounts file.
std::string mounts_by_hand(const os::Environment& environment);

// Why this program is handed the line as it is whatever the project says; empty if it is not.
std::string not_for_a_project(launcher::ProgramKind kind);

// The same for what was typed: only a task runs in a container.
std::string not_for_a_project(launcher::Request request);

// The same for the words as such: a line of nvidia-tao-client stays as it is, whichever program owns the name.
std::string not_for_a_project(const std::vector<std::string>& words);

}  // namespace tao::plan
