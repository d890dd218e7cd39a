#pragma once

#include <sys/types.h>

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace tao::os {

// A process as /proc shows it.
struct FoundProcess {
    pid_t id = 0;
    std::string name;                // of its program, at most 15 letters (comm)
    std::vector<std::string> words;  // its command line
    std::string value;               // of the variable that was looked for
    std::time_t started = 0;         // about when it was
};

// The processes of this user that were started with an environment variable of that name. Those that end meanwhile, and
// those whose environment may not be read, are left out.
std::vector<FoundProcess> processes_with(std::string_view variable);

// The processes with that word in their command line, without a value. Those that end meanwhile are left out.
std::vector<FoundProcess> processes_with_word(std::string_view word);

}  // namespace tao::os
