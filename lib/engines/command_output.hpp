#pragma once

#include <string>
#include <vector>

#include "os/environment.hpp"
#include "os/wait.hpp"

namespace tao::engines {

// What came of an engine's own command that was asked something.
struct CommandOutput {
    int status = -1;      // -1: it could not be started, or did not answer by the deadline
    std::string text;     // of its standard output
    std::string failure;  // why there is no status: for people
};

// Runs it with an empty standard input. argv: argv[0] included. errors_too: its standard error is part of the text; else
// that is for nobody.
CommandOutput output_of(const std::string& program, std::vector<std::string> argv,
                        const os::Environment& environment, os::Deadline deadline, bool errors_too = false);

}  // namespace tao::engines
