#pragma once

#include <string>
#include <string_view>

#include "os/environment.hpp"

namespace tao::paths {

// A word as the launcher's shells would have handed it on, in the two respects that published command lines
// rely on: a word wholly in one pair of double quotes loses them (%set_env GPU_INDEX="0" keeps the quotes),
// and $NAME and ${NAME} of variables set in the environment are replaced (%env A=/data/$B expands nothing).
//
// Everything else stays byte for byte, because it is more often a file name than a request: blanks, globs,
// braces, command substitution, single quotes, ${NAME:-...}, ${a.b} (OmegaConf's), variables that are not
// set. A backslash stays too, and a $ behind one is no variable. Values are put in once, as bash does: a
// value that holds a $ itself is not looked into.
std::string resolve_as_shell(std::string_view word, const os::Environment& environment);

}  // namespace tao::paths
