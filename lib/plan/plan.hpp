#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/choose.hpp"
#include "engines/command.hpp"
#include "engines/slurm_step.hpp"
#include "engines/task.hpp"
#include "launcher/command_line.hpp"
#include "launcher/find_launcher.hpp"
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
    std::vector<gid_t> groups;    // of the caller, besides `group`
    bool input_is_terminal = false;
    bool output_is_terminal = false;
    // The caller's hard limit of that name (os/this_process.hpp).
    std::optional<long long> (*hard_limit)(std::string_view) = nullptr;
    std::optional<long long> (*shared_memory)() = nullptr;  // what /dev/shm holds, in bytes
    bool colour = false;                                    // messages in colour
    std::optional<engines::SlurmStep> step{};  // on a node: the part of a run that was typed elsewhere
};

// What is to be done, decided without doing any of it.
struct Plan {
    enum class Action {
        pass_through,  // replace ourselves with the launcher: argv, environment, descriptors untouched
        supervise,     // start the launcher as a child, with everything below
        answer,        // there is no launcher: answer in its place what was asked (--help, info, list, stop)
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
    engines::EngineChoice engine;

    // For supervise:
    paths::MountTable mounts;
    std::vector<std::string> to_create;  // directories to make first, as the user, by their real paths
    std::string run_directory;  // to make for this run and fill with spec_copies; empty: none is needed
    std::vector<specs::SpecCopy> spec_copies;
    bool copies_change = false;  // TAO itself writes to them, as it does for several nodes
    paths::Translation translation;
    bool lacks_files =
        false;  // a word or a value of envs names what the task will not have, or would lose, or a word does not reach
    // the task as it is, and a message says so
    std::size_t front = 0;  // how many of the words only choose the task: its command is the others
    engines::Task task;
    std::string image_from;  // who says that it is this image, for people; empty with the launcher
    std::string
        release;  // of the table of images that has the task; empty with another table, or the launcher
    bool image_is_users_own = false;     // `image:` of the project names it
    engines::Surroundings surroundings;  // with which the task was rendered
    engines::Command rendered;           // how the engine is told
    os::Environment
        environment;  // of the engine's command, without what only exists at run time (descriptors)

    // Nothing is to be done but to say why, behind what is to be said already.
    void fail(int code, const std::string& lines) {
        action = Action::fail;
        exit_code = code;
        message += lines;
    }
};

// Decides a run from its invocation and what the file system shows. Changes nothing.
Plan make_plan(const Invocation& invocation, const os::FileSystem& files);

// Lines for the user after the launcher has refused to run the plan, or another engine has (engine_refusal.hpp). Of the
// launcher's the first of these that applies: there is no engine, the line could not be carried over, there is no
// login, this launcher does not have the task. Empty if there is nothing to say.
std::string hint_after_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files);

}  // namespace tao::plan
