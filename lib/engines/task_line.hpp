#pragma once

#include <optional>
#include <string>
#include <vector>

#include "launcher/command_line.hpp"
#include "launcher/task_table.hpp"
#include "os/environment.hpp"
#include "project/project.hpp"
#include "text/source.hpp"

namespace tao::engines {

// What a typed line means where no launcher reads it.
struct TaskLine {
    launcher::CommandLine line{};  // group (typed, or found in the table), task, subtask
    std::vector<std::string>
        words{};  // behind the program's name; the task as the command that the image has for it
    std::size_t front =
        0;  // how many of the words the container's command does not have: the group; task and `run`
    std::string image{};    // of the task; empty: see `fault`
    std::string release{};  // of the table that has it; empty where that is not one of ours
    std::string from{};     // who says so, for people: "TAO 6.26.3", "/home/user/.tao/config.json"

    // Why there is no image: for people, one line, and what to do. `where`: in the project file, if it is at fault.
    std::string fault{};
    std::string hint{};
    std::optional<text::Span> where{};
};

// Where images are looked up, besides our own table.
struct ImageSources {
    project::Images images{};                                // `image:`; goes before everything
    std::optional<project::Located<std::string>> release{};  // `release:`; goes before `table`
    std::optional<launcher::TaskTable> table{};              // the user's own, or the installed launcher's
    launcher::Version table_version{5, 0, 0};                // for names that changed
    std::string table_name{};                                // for people
};

// Reads a line that asks for a task, in either grammar: [GROUP] TASK [SUBTASK] ARGUMENTS. typed: its words behind the
// program's name. Without a group it is deploy for gen_trt_engine and trtexec, else model, else dataset; typed as
// tao-deploy it is deploy. Without `release:` and a table the newest release that has the task counts; for a line that
// begins with a group the newest of those that had a launcher. A renamed task is found by its other name, where its
// arguments stayed the same; a task whose command is another (config/task_commands.inc) gets that. OVERRIDE_REGISTRY
// counts as in the launcher, but not for `image:`.
TaskLine read_task_line(const std::string& program, const std::vector<std::string>& typed,
                        const ImageSources& sources, const os::Environment& environment);

}  // namespace tao::engines
