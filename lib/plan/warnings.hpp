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

// What the user is told about one finding: complete lines with the program's prefix.
// severity: "warning" or "error".
std::string describe(const paths::Finding& finding, const FindingContext& context, const char* severity);

}  // namespace tao::plan
