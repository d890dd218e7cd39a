#pragma once

#include <optional>
#include <string_view>

#include "paths/finding.hpp"
#include "paths/judge.hpp"

namespace tao::paths {

// A word with a character that only looks like the one that is meant, as pages and word processors have it
// (Finding::Kind::misprinted); `other` is what to type. Nothing where a file has that very name.
//
//   –r  —gpus  -–r             a dash in front of an option
//   “specs/a”  x=“/a”  ‘a’     quotes around a value
//   x=[“/a”,“/b”]              or in a list
//   -e specs/a   a             a blank of pages behind an option, or at an end of the word
std::optional<Finding> misprint_in(std::string_view word, const Judge& judge);

// Of group, task and subtask any such character.
std::optional<Finding> misprint_in_name(std::string_view word);

}  // namespace tao::paths
