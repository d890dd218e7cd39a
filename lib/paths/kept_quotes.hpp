#pragma once

#include <optional>
#include <string_view>

#include "paths/finding.hpp"
#include "paths/judge.hpp"

namespace tao::paths {

// A word is meant as typed where it has a single quote or a backslash (shell_words.hpp). Where the launcher's shells would
// have made a path of it, somebody may have counted on that: %env A='/results' keeps the quotes, and $A/x is '/results'/x;
// and a blank is written with a backslash where quotes protect it already, "data/a\ b.txt".
//
//   '/a'  '/a'/b  --opt='/a'  -r'/a'   single quotes around a value or its first part; those of Hydra's (key='/a', ['/a'])
//                                      are read by Hydra
//   a/b\ c  a/b\(1\)                   a backslash in front of what shells read
//
// Nothing where a file of that very name is there, or where those shells would do more than take such signs away.
//
// option: the word before, if it is an option. The finding's `word` is not filled in.
std::optional<Finding> kept_quotes(std::string_view word, std::string_view option, const Judge& judge);

}  // namespace tao::paths
