#pragma once

#include <string>

#include "launcher/asked_task.hpp"
#include "launcher/command_line.hpp"
#include "launcher/launcher.hpp"
#include "launcher/task_table.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// "the launcher found (6.26.3)"
std::string name_with_version(const Launcher& launcher);

// One line for the user about a task that the launcher does not have, with the closest one that it has.
std::string hint_for(const Asked& asked, const TaskTable& table, const Launcher& launcher);

// The same for a native line after the launcher has failed; empty if the launcher has the task or its table cannot
// be read. Reads the table.
std::string unknown_task_hint(const std::string& program, const CommandLine& line, Launcher launcher,
                              const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::launcher
