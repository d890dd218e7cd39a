#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/environment.hpp"
#include "paths/judge.hpp"

namespace tao::paths {

// What of a word looks like a path of whoever typed it, and reaches the task as it stands, since nothing here puts a value
// in for it. From the left, as written but for the braces of ${NAME}:
//
//   $NAME/x  /a/$NAME  --dir=$DATA_DIR    a variable that is not set
//   ${oc.env:NAME}/x                      Hydra's: the task's own, unless the project sets NAME for it
//   ${NAME:-/x}/y  $(pwd)/x  `pwd`/x      a shell's, and no shell reads the word
//   ~+/x  ~NAME/x                         the same; a user who is not known here
//
// Nothing in URLs, and in commands (blanks, quotes and signs of a shell outside of Hydra's brackets): a shell of the
// container reads them. Nor where a file of that very name exists.
//
// option: the word before, if it is an option. set_for_task: the variables that the project sets in the container.
std::vector<std::string> unexpanded_in(std::string_view word, std::string_view option, const Judge& judge,
                                       const os::Environment& environment,
                                       const std::vector<std::string>& set_for_task);

// The variables in front of a path that are set, in a word that is left as it is since the launcher's shells would have
// split it or done more with it, written as ${NAME}: '$HOME/data/a b.txt', "x='$HOME/data'". Not where a file of that very
// name exists.
std::vector<std::string> kept_in(std::string_view word, const Judge& judge,
                                 const os::Environment& environment);

}  // namespace tao::paths
