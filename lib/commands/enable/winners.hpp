#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "commands/subcommand.hpp"

// Which `tao` is first, for each way to start one: for doctor.
namespace tao::commands {

struct Winner {
    std::string place;         // for people: "this shell", "an interactive bash", "the kernel python3"
    std::string program;       // the file; empty if there is no tao
    bool is_shim = false;      // or a launcher's script that starts it
    bool starts_shim = false;  // the latter
    std::string has_lines;     // if it is not: the start-up file that has the shim's lines nevertheless
    std::string remedy;        // what to type if it is not the shim; may be empty

    // Of a new shell:
    std::string start_file{};    // its own, or their directory
    std::string question{};      // the line that asks it what tao is
    bool is_silent = false;      // it did not answer, so that nothing else is known
    const char* hidden_by = "";  // "an alias", "a function": what the word tao is before any program
};

// The tao that is first on the PATH given.
Winner first_on_path(std::optional<std::string_view> path, const Surroundings& surroundings);

// In this shell: first on PATH.
Winner winner_here(const Surroundings& surroundings);

// In a new login shell and a new interactive one of bash, zsh and fish, those that are installed and that this person uses
// (their login shell, or one with start-up files of theirs). Starts each once, in a session of its own without a
// terminal, and kills what has not answered after `patience`.
std::vector<Winner> winners_in_shells(const Surroundings& surroundings, std::chrono::milliseconds patience);

// In each Jupyter kernel that is found in the usual directories: what its kernel.json sets as PATH, else this one's; Jupyter
// started by its path puts its own directory first, so the directory of an interpreter that is named absolutely is looked
// at before. Only files are read.
std::vector<Winner> winners_in_kernels(const Surroundings& surroundings);

}  // namespace tao::commands
