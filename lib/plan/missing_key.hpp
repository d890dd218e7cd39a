#pragma once

#include <string>

#include "paths/translate.hpp"
#include "project/project.hpp"

namespace tao::plan {

// Of a key without a value, as a shell leaves it of `-k $KEY` where KEY is not set: a warning, for people, with the line that
// sets it; empty if each has one. first: the translation's word behind the subtask.
std::string warn_of_missing_key(const paths::Translation& translation, std::size_t first,
                                const project::Project& project);

}  // namespace tao::plan
