#pragma once

#include <string>
#include <vector>

#include "os/environment.hpp"
#include "project/project.hpp"

namespace tao::plan {

// The variables that $NAME in a word refers to: the caller's, and those of the project that the caller lacks. In a
// notebook '$SPECS_DIR' is a habit, and nobody sets it where a project file does.
os::Environment environment_for_words(const project::Project& project, const os::Environment& caller);

// Does a word refer to a variable of that name, which the caller does not have?
bool is_used(const std::string& name, const std::vector<std::string>& words, const os::Environment& caller);

// The variables of the project that have no value here and that a word refers to.
std::vector<project::VariableFault> unset_in(const std::vector<std::string>& words,
                                             const project::Project& project, const os::Environment& caller);

}  // namespace tao::plan
