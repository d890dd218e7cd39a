#pragma once

#include <string>

#include "paths/translate.hpp"
#include "project/project.hpp"

namespace tao::run {

// What the user is told about one finding of the translation: complete lines with the program's prefix.
// severity: "warning" or "error".
std::string describe(const paths::Finding& finding, const paths::Translation& translation,
                     const project::Project& project, const char* severity);

}  // namespace tao::run
