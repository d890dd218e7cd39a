#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/command_line.hpp"
#include "launcher/launcher.hpp"
#include "launcher/task_table.hpp"

namespace tao::launcher {

inline constexpr std::string_view deploy_group = "deploy";

// tao-deploy was typed, and the launcher has the group deploy in place of that program.
bool stands_for_group(const std::string& program, const Launcher& launcher);

// A line for one task, taken apart: what the launcher's table is asked.
struct Asked {
    std::string group;  // as typed, or implied by the program's name; may be empty
    std::string task;
    std::string subtask;
    std::vector<std::string> rest;  // behind the task, the subtask included
};

// The words, typed as `program`, taken apart. line: the words split in the launcher's grammar, a task request.
Asked ask(const std::string& program, const std::vector<std::string>& words, const CommandLine& line,
          const Launcher& launcher);

// 4.x has two programs where 5.x has groups: tao for model, tao-deploy for deploy, none for dataset. True for no
// group at all.
bool is_program_of(std::string_view group, const Launcher& launcher);

// The group in which the launcher has that task, for a line that names none; nothing if there is none or several.
std::optional<std::string> group_of(const TaskTable& table, std::string_view task, std::string_view subtask);

// The words in front of the rest, in the launcher's grammar, for the task under that name; nothing if the
// launcher does not have it.
std::optional<std::vector<std::string>> leading_words(const Asked& asked, const std::string& task,
                                                      const TaskTable& table, const Launcher& launcher);

}  // namespace tao::launcher
