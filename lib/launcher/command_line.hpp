#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher.hpp"

namespace tao::launcher {

// What kind of request the typed words are, for a launcher of that grammar.
enum class Request {
    bare,      // no words
    instance,  // list, stop, info
    help,      // -h, --help, --version, or a group (or task in place of a group) alone with a help option
    task,      // runs in a container
};

struct CommandLine {
    Request request = Request::bare;
    std::size_t leading_words = 0;  // how many words stand before the arguments of the task: group, task, subtask
    std::string group;              // empty for task_first
    std::string task;
    std::string subtask;            // may be empty; "run" for the launcher's own run
};

// Splits the words behind the program's name by the grammar alone; opens no file.
CommandLine parse_command_line(const std::vector<std::string>& words, Grammar grammar);

}  // namespace tao::launcher
