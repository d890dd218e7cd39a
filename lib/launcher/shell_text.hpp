#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"

namespace tao::launcher {

// A few words of the language of shells, as far as short scripts use them that start another program: quotes, variables,
// $(dirname "$0") and its like. Nothing is run. What is not among them makes a word, and with it a command, unreadable.

// What a script's words are read with.
struct ShellSurroundings {
    std::string script;  // $0 and ${BASH_SOURCE[0]}: the path by which the script was started
    std::function<std::optional<std::string>(const std::string&)> variable;  // nothing: it is unset
    const os::FileSystem& files;
};

// One simple command. A word that cannot be read is nothing; "$@" and its like are `all_arguments`.
struct ShellCommand {
    std::vector<std::optional<std::string>> words;
    bool certain = true;  // it is run, and its output goes nowhere else: no if, no pipe, no redirection
};
inline constexpr std::string_view all_arguments = "\x01@";

// Takes the next command off the front of a script's text; comments and empty lines are skipped. Commands end at a
// newline, `;`, or `&&`. Nothing: there is none.
std::optional<ShellCommand> take_command(std::string_view& script, const ShellSurroundings& surroundings);

}  // namespace tao::launcher
