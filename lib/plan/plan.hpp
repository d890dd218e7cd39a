#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "launcher/command_line.hpp"
#include "launcher/find.hpp"
#include "launcher/mounts_file.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "paths/translate.hpp"
#include "project/project.hpp"
#include "specs/spec_plan.hpp"

namespace tao::plan {

// Everything a run depends on besides the file system.
struct Invocation {
    std::vector<std::string> argv;  // argv[0] decides the name: tao, tlt, tao-deploy
    std::string
        executed_as;  // the path that was executed (execve(2)); decides it where argv[0] is another name
    os::Environment environment;
    std::string working_directory;  // getcwd(3); empty if it was deleted
    uid_t user = 0;
    gid_t group = 0;
    os::FileIdentity self;        // of /proc/self/exe
    std::string self_path;        // its path
    std::string front_directory;  // holds the docker stand-in
    std::string run_id;           // unique; marks this run's container
    bool colour = false;          // messages in colour
};

// What the words behind the task's name are.
enum class TaskForm {
    task,     // the task's own: a subtask, arguments
    command,  // `run COMMAND...`: a command in the task's container
    shell,    // none: a shell in the container
};

// What is to be done, decided without doing any of it.
struct Plan {
    enum class Action {
        pass_through,  // replace ourselves with the launcher: argv, environment, descriptors untouched
        supervise,     // start the launcher as a child, with everything below
        fail,          // print `message`, exit with `exit_code`
    };
    Action action = Action::fail;
    int exit_code = 0;
    std::string message;  // for stderr, complete lines; warnings if the plan goes on
    std::string reason;   // pass_through: why, for `explain`
    std::string
        carried;  // why the words are not those typed: carried over to this launcher's grammar; or empty
    std::string
        hint;  // lines for after the launcher's own refusal of a line it does not understand; or empty

    launcher::Found launcher;
    launcher::CommandLine command;
    std::optional<project::Project> project;

    // For supervise:
    TaskForm task_form = TaskForm::task;
    paths::MountTable mounts;
    std::vector<std::string> to_create;  // directories to make first, as the user, by their real paths
    std::string run_directory;  // to make for this run and fill with spec_copies; empty: none is needed
    std::vector<specs::SpecCopy> spec_copies;
    paths::Translation translation;
    bool lacks_files = false;  // a word names a file that the task will not have, and a message says so
    launcher::MountsFile mounts_file;
    std::string mounts_json;          // what LAUNCHER_MOUNTS will hold
    std::string container_directory;  // docker exec -w; empty: the image's own
    std::vector<std::string> argv;    // of the launcher, quoted for its shells; argv[0] its path
    os::Environment environment;      // of the launcher, without what only exists at run time (descriptors)
};

// Decides a run from its invocation and what the file system shows. Changes nothing.
Plan make_plan(const Invocation& invocation, const os::FileSystem& files);

// Lines for the user after the launcher has refused to run the plan, the first of these that applies: there is no
// engine, the line could not be carried over, there is no login, this launcher does not have the task. Empty if there
// is nothing to say.
std::string hint_after_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files);

}  // namespace tao::plan
