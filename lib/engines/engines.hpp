#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "engines/command.hpp"

namespace tao::engines {

// Everything about an engine that is not how it is told to run a task.
struct EngineRow {
    project::Engine engine;
    std::string_view name;  // as in `engine:`
    std::array<std::string_view, 2>
        programs;  // by which it is found on PATH, the first that is there; may be empty
    void (*check)(const Task&, const Surroundings&, text::Diagnostics&);  // null: there is nothing to check
    Command (*render)(const Task&, const Surroundings&);
    bool takes_image_files;  // and not only references

    // With these statuses the command itself may have failed, before the task began or because of something else.
    bool (*own_failure)(int status);

    // How a container that outlives its command is ended.
    enum class Leftover {
        none,        // there is none: it ends with the command
        by_api,      // over the HTTP interface of the Docker Engine
        by_command,  // by the engine's own command: rm --force
    };
    Leftover leftover;

    // The option by which its command is told where to write the number of the container's first process, before the task
    // begins; empty: it has none.
    std::string_view process_file_option{};

    // What it gives a task as /tmp holds a few megabytes, so the run brings a directory of its own.
    bool small_temporary_directory = false;

    int stop_signal = 0;  // sent to the command whichever signal is to end the run; 0: that signal
    bool watches_errors =
        false;  // what it says of itself is looked for on its standard error (run/slurm_end.hpp)
};

std::span<const EngineRow> engine_rows();

// Of any engine but `automatic`.
const EngineRow& row_of(project::Engine engine);

// Does that variable bring something into the container, or other options, whatever the command line says: a directory of
// the caller's or the site's, a variable, a file? It is not handed on to the engine's command. pyxis: srun makes containers.
bool brings_in(project::Engine engine, bool pyxis, std::string_view variable);

// The name that a container of a run has in engines that give names.
std::string container_name(std::string_view run_id);

// For a hint: "docker, podman and apptainer can: engine: docker".
std::string engines_that_can(std::initializer_list<project::Engine> engines);

}  // namespace tao::engines
