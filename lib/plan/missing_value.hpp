#pragma once

#include <string>

#include "paths/translate.hpp"
#include "project/project.hpp"

namespace tao::plan {

// Of a key, or of the directory of the results, without a value, as a shell leaves it of `-k $KEY` and `results_dir=$RESULTS_DIR`
// where these are not set: warnings, for people, with the line that sets it; empty if each has one. first: the translation's
// word behind the subtask.
std::string warn_of_missing_values(const paths::Translation& translation, std::size_t first,
                                   const project::Project& project);

}  // namespace tao::plan
