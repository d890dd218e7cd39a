#pragma once

#include <string>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"
#include "paths/translate.hpp"
#include "project/project.hpp"

namespace tao::plan {

// What a finding of the translation is about.
struct FindingContext {
    const paths::Translation& translation;
    const paths::MountTable& mounts;
    const project::Project& project;
    const os::FileSystem& files;
};

// What the user is told about one finding: complete lines with the program's prefix.
// severity: "warning" or "error".
std::string describe(const paths::Finding& finding, const FindingContext& context, const char* severity);

}  // namespace tao::plan
