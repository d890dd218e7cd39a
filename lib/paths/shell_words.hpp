#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "os/environment.hpp"

namespace tao::paths {

// A word as the launcher's two shells would have handed it on, in the two respects that published command lines rely on:
// balanced double quotes are taken away (%env SPECS_DIR="/w/specs" keeps them, and "$SPECS_DIR"/a, --gpus="0", x="[0,1]"
// come of it), and $NAME and ${NAME} of variables set in the environment are replaced (%env A=/data/$B expands nothing).
// Where one word comes out of those shells, it is that word. But:
//
//   quotes, blanks and commas inside [...] and {...} are Hydra's and stay; variables there are replaced
//   a value with blanks is put in as it is, as are pattern signs; a value that holds a $ or quotes itself is not looked
//   into, as bash has it
//   a variable that is not set stays
//
// The word is meant as typed, and stays byte for byte, where the shells would split it or run, substitute or redirect
// something: blanks outside of quotes, ; & | < > ( ) `...` $(...) ${NAME:-...} $1, quotes without an end; where it has a
// backslash or a single quote; and where a file of that very name exists.
//
// is_file: is there a file of that name? Asked of the word, and of the value behind its option or key, up to the component
// with the last sign of a shell; empty: there is none.
std::string resolve_as_shell(std::string_view word, const os::Environment& environment,
                             const std::function<bool(std::string_view)>& is_file = {});

}  // namespace tao::paths
