#pragma once

#include <string>
#include <vector>

#include "os/exit_status.hpp"
#include "run/messages.hpp"
#include "run/report.hpp"

namespace tao::run {

// Everything that decides with which status `tao` ends.
struct Outcome {
    int stopped_by = 0;  // the first signal that asked us to stop; 0: none
    Phase phase = Phase::preparing;
    os::ExitStatus task;  // once the task has ended
    os::ExitStatus launcher;
    bool engine_lost = false;  // the engine went away during the run
};

struct RunStatus {
    int exit_code = 0;
    std::string message;  // for the user, without prefix; empty if there is nothing to say
};

// The rules, first one that applies:
//   asked to stop by a signal                   128 + signal
//   the launcher died of a signal               128 + signal: the task was cut off with it
//   the engine went away, so the task failed    its status, with a message; 137 where the docker command only gave up
//   the task ended                              its status; 128 + signal if it died of one
//   the launcher failed                         its status: it has said why
//   the docker command ended before the task    137, with a message: nobody knows how the task ended
//   the launcher ended well without the task    125, with a message
RunStatus status_of(const Outcome& outcome);

// What became of the task, for where nobody sees a status: in a notebook or in a long log a task that failed would pass for
// a good one. Without prefix; empty if it did well, if `status_of` says something itself, and for a shell, whose status is
// the user's own.
std::string remark_of(const Outcome& outcome, bool is_shell);

// The same of an engine's command that runs the task itself.
struct CommandOutcome {
    int stopped_by = 0;
    os::ExitStatus command;
    std::string
        replaced{};  // why the task was ended, or not started: a mount is not what was allowed; else empty
    bool task_started = false;
    bool engine_lost = false;
};

// The rules, first one that applies:
//   asked to stop by a signal                   128 + signal
//   a mount is not what was allowed             125, with a message
//   the engine went away, so the task failed    its status, with a message; 137 where the command only gave up
//   the command has ended                       its status, which is the task's or its own; 128 + signal
RunStatus status_of_command(const CommandOutcome& outcome);

// What else the user has to know at the end, without prefix. phase: how far the run had come.
std::vector<std::string> warnings_of(const Findings& findings, Phase phase);

}  // namespace tao::run
