#pragma once

#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/engine.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::engines {

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
    bool by_command = false;  // an engine's own command made the container, and the task is its first process
};

// A container as the engine describes it (GET /containers/ID/json), if it carries our marks. Without its command, unless the
// container was made for it.
std::optional<Run> run_of(const std::string& description);

// What asking an engine for our runs comes to.
struct Runs {
    std::vector<Run> runs;  // newest first
    std::string failure;    // the engine cannot be asked: why
};
Runs list_runs(ContainerEngine& engine);

// An engine in which runs of this user may be.
struct KnownEngine {
    std::string name;     // for people: "the Docker Engine at unix:///var/run/docker.sock", "podman"
    std::string command;  // that removes a container: "docker rm -f"
    bool named;           // by the user: that it cannot be asked is a fault, whatever the others say
    std::unique_ptr<ContainerEngine> engine;
};

// Slurm, if its commands are on PATH; the launcher's, the one that the docker command would choose if that is another,
// podman and apptainer if they are on PATH. home: of the user; may be empty.
std::vector<KnownEngine> known_engines(const os::Environment& environment, const std::string& home,
                                       const os::FileSystem& files);

// An engine that answers, and its runs.
struct RunsOfEngine {
    KnownEngine engine;
    std::vector<Run> runs;  // newest first
};

// What asking every engine comes to.
struct EveryRun {
    std::vector<RunsOfEngine> engines;  // those that answer

    // Why it is not known what runs: none of them answers, or one that the environment names does not. Each is a message
    // for people, without prefix.
    std::vector<std::string> failures;
};
// known: in the order of known_engines.
EveryRun every_run(std::vector<KnownEngine> known);

// Asks the task of a run to end, as its kind understands it.
void ask_to_end(ContainerEngine& engine, const Run& run, os::Deadline deadline);

}  // namespace tao::engines
