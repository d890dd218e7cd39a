#pragma once

#include <string>

#include "commands/init/known_tasks.hpp"
#include "os/file_system.hpp"
#include "project/user.hpp"

// The questions of `tao-shim init` that a beginner can answer. Each is asked a few times at most.
namespace tao::commands {

// Prints the question and returns the line that is typed, empty at its end or for Enter alone.
using Ask = std::string (*)(const std::string& question);

// What is answered is about this directory, and by this user.
struct AnswerPlace {
    const std::string& directory;  // absolute
    const project::User& user;
    const os::FileSystem& files;
};

// A path as it is typed, absolute and normalised: "~" and "~/..." with the user's home, relative below the directory.
std::string absolute_path(std::string typed, const AnswerPlace& place);

// The same of what somebody answers, or drops on the terminal: 'a b', "a b", a\ b, $HOME/data; empty of blanks.
std::string path_in_answer(const std::string& answer, const AnswerPlace& place);

struct TaskAnswer {
    std::string task;    // empty: none, or none that is known
    std::string remark;  // for the user, if none of the answers names a task; else empty
};
TaskAnswer ask_for_task(Ask ask, const KnownTasks& tasks);

// first: the question as it is asked first; again: behind what is wrong with the answer. Returns a directory that is there,
// absolute and normalised, and not all of the computer; empty if none is named.
std::string ask_for_directory(Ask ask, const std::string& first, const std::string& again,
                              const AnswerPlace& place);

}  // namespace tao::commands
