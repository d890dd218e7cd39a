#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher.hpp"

namespace tao::launcher {

// What kind of request the typed words are, for a launcher of that grammar.
enum class Request {
    bare,      // no words: the launcher prints its help
    instance,  // list, stop, info
    help,  // answered by the launcher itself: an option as the first word; a group alone or with an option
    task,  // runs in a container; also for `tao model detectnet_v2 --help`, which the task answers
};

struct CommandLine {
    Request request = Request::bare;
    // Whether the words are in the launcher's own grammar as far as the grammar alone can tell: group_first
    // begins with model, dataset or deploy; task_first with anything else. Only a line that is not native is
    // looked up in the task table (carry_over.hpp).
    bool native = true;
    std::size_t leading_words =
        0;              // how many words stand before the arguments of the task: group, task, subtask
    std::string group;  // as typed; empty if the line begins with a task
    std::string task;
    std::string subtask;  // may be empty; "run" for the launcher's own run
};

// Splits the words behind the program's name by the grammar alone; opens no file. A word that begins with '-'
// ends the leading words. The cases are those of main() in nvidia_tao_cli/entrypoint/tao_launcher.py and
// tlt/entrypoint/{entrypoint,tao,tao_deploy}.py: a task is handed to a container whatever follows it.
CommandLine parse_command_line(const std::vector<std::string>& words, Grammar grammar);

// How many words of a task's line the launcher reads itself, whatever they are: they reach no shell. The group and the
// task, or the task.
constexpr std::size_t words_of_its_own(Grammar grammar) {
    return grammar == Grammar::group_first ? 2 : 1;
}

// model, dataset, deploy: the first words of a line for 5.x and later.
bool is_group(std::string_view word);

// list, stop, info: answered by the launcher itself, in every version.
bool is_instance_word(std::string_view word);

// Whether the line is one for nvidia-tao-client: login, logout, whoami, or `NETWORK a-hyphenated-command`, as
// no launcher has it. Such a line is left as it is, whichever program owns the name.
bool is_client_line(const std::vector<std::string>& words);

// Whether the line can only be meant for a launcher: an instance word, a group, or `TASK SUBTASK`. A line
// that both programs know (bare, help, version, a task alone) is for the one that owns the name.
bool is_launcher_line(const std::vector<std::string>& words);

}  // namespace tao::launcher
