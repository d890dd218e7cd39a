#pragma once

#include <string>
#include <vector>

#include "commands/subcommand.hpp"
#include "launcher/launcher.hpp"
#include "launcher/task_table.hpp"

namespace tao::commands {

// For `tao-shim`: subcommands, then their options, words and values. words: what was typed behind the program's name, the
// last one being typed. Nothing: a file may stand there.
Completions complete_tools(const std::vector<std::string>& words, const std::vector<Subcommand>& subcommands,
                           const Surroundings& surroundings);

// For the launcher's own programs: groups, tasks of its table, subtasks. is_carried_over: a task may stand without its
// group, because a project is here and its lines are brought into the launcher's grammar.
Completions complete_launcher(const std::vector<std::string>& words, const launcher::Launcher& launcher,
                              const launcher::TaskTable& table, bool is_carried_over);

// The same where there is no launcher, and the table says which tasks have images: lines begin with a group or a task,
// typed as tao-deploy with a task.
Completions complete_without_launcher(const std::vector<std::string>& words, const std::string& program,
                                      const launcher::TaskTable& table);

}  // namespace tao::commands
