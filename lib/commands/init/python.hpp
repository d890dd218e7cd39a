#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/subcommand.hpp"

namespace tao::commands {

// The interpreters that a script of ours may be run by, in the order of trying: the launcher's own, then each python3 on
// PATH, then that of the system.
std::vector<std::string> python_interpreters(const Surroundings& surroundings);

// What became of a script.
struct PythonAnswer {
    std::optional<std::string> output;  // nothing: it did not end well
    std::string fault;                  // then why, for people
    bool no_python = false;             // no interpreter could be started, or each is older than 3.6
};

// Runs a script, isolated from the user's Python: no site-packages, no PYTHON* variables, no working directory on its
// path, nothing to read from standard input. Script and input are anonymous files. sys.argv[1] is the input's path, the
// words follow. When the time is over, or it prints more than `largest_answer`, it is killed.
inline constexpr std::size_t largest_answer = std::size_t{32} << 20U;
PythonAnswer run_python(const std::vector<std::string>& interpreters, std::string_view script,
                        std::string_view input, const std::vector<std::string>& words,
                        const os::Environment& environment, std::chrono::milliseconds time);

}  // namespace tao::commands
