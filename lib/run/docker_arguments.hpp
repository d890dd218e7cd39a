#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tao::run {

// The one docker command line of a run that matters: docker exec -it CONTAINER TASK ARGUMENTS...
struct TaskCommand {
    bool terminal = false;  // -t
    std::string container_id;
    std::vector<std::string> words;  // the task and its arguments
};

// Recognises it in the form in which every public launcher writes it: `exec`, one word of the options -i and
// -t, the full id of the container, the task. Anything else is somebody else's business: nothing.
std::optional<TaskCommand> parse_task_command(const std::vector<std::string>& argv);

// The command line for the real docker:
//   - without -t if standard input is no terminal, where docker would refuse ("the input device is not a
//   TTY")
//     and the launcher would call that a success;
//   - with -w if the task has a directory of its own.
std::vector<std::string> to_argv(const TaskCommand& command, bool input_is_terminal,
                                 const std::string& container_directory);

}  // namespace tao::run
