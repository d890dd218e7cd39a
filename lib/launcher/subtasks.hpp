#pragma once

#include <functional>
#include <optional>
#include <string>

#include "launcher/command_line.hpp"
#include "launcher/launcher.hpp"
#include "launcher/task_table.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// Lines for the user about a subtask that the task of the line surely has not: one of another group (gen_trt_engine is
// deploy's, train is not), or nearly one that tasks have. There is no table of subtasks, so a name that is like none is
// taken for a new one. Empty if there is nothing to say. tasks: the table that has the task; called only where it matters.
std::string unknown_subtask_hint(const CommandLine& line,
                                 const std::function<std::optional<TaskTable>()>& tasks);

// The same of a task that the launcher has, by its own table.
std::string unknown_subtask_hint(const CommandLine& line, Launcher launcher,
                                 const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::launcher
