#pragma once

#include <string>

#include "os/file_system.hpp"
#include "paths/advice.hpp"
#include "paths/translate.hpp"

namespace tao::plan {

// What a finding of the translation is about.
struct FindingContext {
    const paths::Translation& translation;
    const std::string& project_file;
    const os::FileSystem& files;
    paths::Advisor& advisor;
};

// What the user is told about one finding: what is wrong, and below it what helps.
std::string lines_about(const paths::Finding& finding, const FindingContext& context);

// The same as complete lines with the program's prefix.
// severity: "warning" or "error".
std::string describe(const paths::Finding& finding, const FindingContext& context, const char* severity);

}  // namespace tao::plan
