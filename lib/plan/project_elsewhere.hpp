#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// For a line that is typed outside of every project: the first path among its words that lies in one, for a note in one
// line with what to type, without a newline; empty if there is none. words: behind the program's name.
//
// A script that was started in another directory (cron, papermill, a scheduler) is the usual case: the launcher runs as
// it is, with its own mounts file and its own exit status, and nobody would know why.
std::string note_about_project_elsewhere(const Invocation& invocation, const std::vector<std::string>& words,
                                         const os::FileSystem& files);

}  // namespace tao::plan
