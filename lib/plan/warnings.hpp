#pragma once

#include <string>

#include "os/file_system.hpp"
#include "paths/advice.hpp"
#include "paths/mount_table.hpp"
#include "paths/translate.hpp"

namespace tao::plan {

// What a finding of the translation is about.
struct FindingContext {
    const paths::Translation& translation;
    const std::string& project_file;
    const os::FileSystem& files;
    paths::Advisor& advisor;
};

// The path that a shell has probably split at its blanks because it was not quoted: that of the finding, and as many words
// behind its word as make, joined by blanks, a path that the host has, or of which it has a directory whose name goes over
// such a blank. Empty if there is no such path.
std::string split_path(const std::vector<paths::Word>& words, const paths::Finding& finding,
                       const os::FileSystem& files);

// What the user is told about one finding: what is wrong, and below it what helps.
std::string lines_about(const paths::Finding& finding, const FindingContext& context);

// The same as complete lines with the program's prefix.
// severity: "warning" or "error".
std::string describe(const paths::Finding& finding, const FindingContext& context, const char* severity);

// Will the task not have what is meant, or lose it?
bool loses_files(const paths::Finding& finding);

// A word to somebody who edits the launcher's own mounts file (~/.tao_mounts.json, below home) inside a project and wonders
// why nothing changes: where that file is newer than the project's and has a mount that the run has not. Else empty.
std::string note_about_global_mounts(const paths::MountTable& mounts, const std::string& project_file,
                                     const std::string& home, const os::FileSystem& files);

}  // namespace tao::plan
