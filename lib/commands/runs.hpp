#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "commands/subcommand.hpp"
#include "engines/engine.hpp"
#include "os/file_system.hpp"

namespace tao::commands {

// A run of ours, as its container shows it.
struct Run {
    std::string id;            // TAO_SHIM_RUN
    std::string container_id;  // of the engine, whole
    std::string project;       // the project file, TAO_SHIM_PROJECT
    std::string image;
    std::string
        command;  // what runs in it: "detectnet_v2 train -e /..."; empty between the container's start and the task's
    std::string state;  // the engine's word: created, running, exited, ...
    std::time_t started = 0;
};

// What asking the engine for our runs comes to.
struct Runs {
    std::vector<Run> runs;  // newest first
    std::string failure;    // the engine cannot be asked: why
};

// Every run whose container carries our marks. project: only those of that project file, which may go by several names.
Runs list_runs(engines::Engine& engine, const std::optional<std::string>& project,
               const os::FileSystem& files);

// The runs that a subcommand is asked about: those of the project here, with --all-projects every one. Nothing if there
// is no project here or the engine cannot be asked; the user has been told then. subcommand: its name, for that message.
std::optional<std::vector<Run>> runs_asked_for(const char* subcommand, const Arguments& arguments,
                                               const Surroundings& surroundings, engines::Engine& engine);

// A container as the engine describes it (GET /containers/ID/json), if it carries our marks. Without its command.
std::optional<Run> run_of(const std::string& description);

// The first letters of an identifier, as they are shown and as `stop` takes them.
std::string short_id(const std::string& id);

// "3 minutes": how long ago that was.
std::string age(std::time_t since, std::time_t now);

// Message lines about an engine that cannot be reached.
std::string engine_fault(const std::string& failure, const os::Environment& environment);

}  // namespace tao::commands
