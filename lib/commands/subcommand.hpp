#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::commands {

// An option of a subcommand, as data: the command line, --help, the completions and the manual come from it.
struct Option {
    const char* name;     // "--json"
    const char* value;    // what its value is called, "FILE"; empty for a switch
    const char* meaning;  // one line
};

// What was typed behind the subcommand's name.
struct Arguments {
    std::map<std::string, std::string> options;  // by name; a switch has an empty value
    std::vector<std::string> words;

    bool has(const std::string& name) const { return options.count(name) != 0; }
    std::string value_or(const std::string& name, const std::string& otherwise) const {
        const auto found = options.find(name);
        return found == options.end() ? otherwise : found->second;
    }
};

// Where a subcommand runs. Its results go to stdout, its messages to stderr.
struct Surroundings {
    plan::Invocation invocation;  // as `tao` would see it here: its identity and place, not tao-shim's
    const os::FileSystem& files;
    bool colour = false;  // stdout takes colours
};

// A word that could stand in place of the one that is being typed.
struct Completion {
    std::string word;
    std::string meaning;  // one line; may be empty
};
using Completions = std::vector<Completion>;

struct Subcommand {
    const char* name;
    const char* words;    // the form of its words for the usage line: "-- tao ..."; empty: it takes none
    const char* summary;  // one line
    std::vector<Option> options;
    int (*run)(const Arguments& arguments, const Surroundings& surroundings);  // returns the exit code
    bool hidden = false;  // for programs: not shown by --help

    // The words that the subcommand takes, or the values of one of its options ("--format"); option is empty for the words.
    // Those that do not begin with what was typed are left out by the caller. Nothing: a file may stand there.
    Completions (*complete)(std::string_view option, const Surroundings& surroundings) = nullptr;
};

// Writes to stdout or stderr, everything or as much as is read.
void print(const std::string& text);
void complain(const std::string& text);

}  // namespace tao::commands
