#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engines/task.hpp"

// Variables of a task that a host process brings to the container, but must not obey itself: BASH_ENV of a script that
// stands in front of podman, LD_PRELOAD of srun. They come under another name, and get their own in the container.
namespace tao::engines {

// The name under which a variable comes: TAO_SHIM_CARRIED_NAME.
std::string carrier_of(std::string_view name);

// Commands of POSIX sh that give variables that came by their carriers their names, without a separator at either end;
// nothing else comes along. The names are ones that a shell can set. Empty for none.
std::string restored_in_shell(const std::vector<std::string>& names);

// The same task, with such a shell in front of its words (a shell's, where there are none). For no names: as it is.
Task with_restored(Task task, const std::vector<std::string>& names);

}  // namespace tao::engines
