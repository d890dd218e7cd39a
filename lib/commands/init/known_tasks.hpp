#pragma once

#include <string>
#include <vector>

#include "commands/subcommand.hpp"

namespace tao::commands {

// The tasks of TAO, as far as this computer knows: the one place that `tao-shim init` asks.
struct KnownTasks {
    std::vector<std::string>
        here;  // of the launcher that tao would find, with the names it had before; empty: none found
    std::vector<std::string> every;  // of every release known, sorted; those of the launcher are among them
    std::string launcher;            // its path and version, for people
};
KnownTasks known_tasks(const Surroundings& surroundings);

// Those to choose from, for completion: of the launcher, else of every release.
Completions tasks_to_choose(const Surroundings& surroundings);

// The layout whose variables and directories NVIDIA's notebooks of the task have: by the framework of its newest image.
std::string layout_of_task(const std::string& task);

// Why there is no such task, in two lines for people, the one that was probably meant among them; empty if there is one, or
// if nothing is known of tasks.
std::string why_unknown(const std::string& task, const KnownTasks& known);

// The task in what somebody answers: "tao model dino train" names dino. Empty if none is named.
std::string task_named_in(const std::string& answer);

}  // namespace tao::commands
