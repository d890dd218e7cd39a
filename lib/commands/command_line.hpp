#pragma once

#include <string>
#include <vector>

#include "commands/subcommand.hpp"

namespace tao::commands {

// What a command line of `tao-shim` asks for.
struct CommandLine {
    enum class Kind { run, help, version, fault } kind = Kind::fault;
    const Subcommand* subcommand = nullptr;  // one of the table; of help: nothing for the program's own
    std::vector<std::string> words{};        // of run; its options are filled
    std::string fault{};  // what is wrong and what to type, for people; no newline at its end
};

// words: behind the program's name, as they were typed. Fills the options of the subcommand that they name.
// files: to tell a file from a mistyped program in a launcher's line; may be left out.
CommandLine read_command_line(const std::vector<std::string>& words,
                              const std::vector<Subcommand>& subcommands,
                              const os::FileSystem* files = nullptr);

// What is said of a line whose first word should be the name of a subcommand: there is none; which one was meant.
std::string no_such_command(const std::vector<std::string>& line, const std::vector<Subcommand>& subcommands);

}  // namespace tao::commands
