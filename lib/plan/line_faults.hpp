#pragma once

#include <string>

#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// Why a line that could be started would not do what it says, in complete lines for people; for `check` and `explain`,
// which have time to look: a run opens no table for it.
//
//   a Docker Engine that is not there, or not for this user
//   a task or a group that the launcher's own table does not have
//   a subtask that another group has, or that is nearly one (launchers have no table of subtasks)
//   a spec file that is not there
//   words that the shell has taken apart at a blank, while a file has the name that they are together
//
// Empty if there is nothing of the kind, and where nothing is known. What the plan's message says already
// (Plan::lacks_files) is not said again.
std::string line_faults(const Plan& plan, const Invocation& invocation, const os::FileSystem& files);

}  // namespace tao::plan
