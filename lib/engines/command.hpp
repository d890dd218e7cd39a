#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/task.hpp"
#include "launcher/launcher.hpp"
#include "launcher/mounts_file.hpp"
#include "text/diagnostic.hpp"

namespace tao::engines {

// What an engine's command reads from a file that nobody else can see: made when it is started, and named to it by a path.
struct CommandFile {
    std::string content;
    std::size_t word = 0;    // the word of argv that the path is; 0: none
    std::string variable{};  // the variable of the command that the path is; may be empty
};

// How an engine is told to run a task.
struct Command {
    std::string program{};            // the file to execute
    std::vector<std::string> argv{};  // argv[0] included; holds no value of a variable of the task
    std::vector<std::pair<std::string, std::string>> variables{};  // to be set for the command itself
    std::vector<CommandFile> files{};
    std::size_t options_at = 0;  // where in argv the options of docker run or podman run begin
    std::string
        fault{};  // why it cannot be run that is no fault of the project file: lines for people; else empty
};

// What a renderer has to know of this computer.
struct Surroundings {
    std::string program{};          // of the engine: its path as found
    launcher::Launcher launcher{};  // for the launcher's renderer
    uid_t user = 0;                 // of the caller
    gid_t group = 0;
    // The engine is the caller's own, so that root in its containers is the caller: rootless, Docker Desktop.
    bool own_engine = false;
    bool no_network_of_its_own = false;  // podman without root, where no network can be made for a container
    bool chosen_by_project = false;      // the engine, and not by this computer or its user
    // The caller's hard limit of that name (docker's: memlock); -1: none; nothing: not known.
    std::optional<long long> (*hard_limit)(std::string_view) = nullptr;
    // What /dev/shm holds here, in bytes; nothing: not known.
    std::optional<long long> (*shared_memory)() = nullptr;
};

// What an engine cannot express of a task, reported at its place in the project file, with the engines that can; and what it
// does in another way. Words and image of the task need not be there yet.
void check_for_docker(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics);
void check_for_launcher(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics);
void check_for_podman(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics);
void check_for_apptainer(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics);
void check_for_slurm(const Task& task, const Surroundings& here, text::Diagnostics& diagnostics);

// The renderers: one a file, pure, for a task that was checked. Each mount is there once, parents first; the words are
// exact; variables go by their names, with their values in Command::variables or files.
Command render_for_launcher(const Task& task, const Surroundings& here);
Command render_for_docker(const Task& task, const Surroundings& here);
Command render_for_podman(const Task& task, const Surroundings& here);
Command render_for_apptainer(const Task& task, const Surroundings& here);
Command render_for_slurm(const Task& task, const Surroundings& here);

// The content of the mounts file that the launcher gets, for showing.
launcher::MountsFile mounts_file_of(const Task& task);

}  // namespace tao::engines
