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

// Where it is being typed.
struct Completing {
    std::string option{};              // whose value it is; empty: it is one of the subcommand's words
    std::vector<std::string> words{};  // of the subcommand, those before it
};

// A line that works, for the help page and the manual.
struct Example {
    const char* line;
    const char* does;  // one line
};

struct Subcommand {
    const char* name;
    const char* words;    // the form of its words for the usage line: "-- tao ..."; empty: it takes none
    const char* summary;  // one line
    std::vector<Option> options;
    std::vector<Example> examples{};
    int (*run)(const Arguments& arguments, const Surroundings& surroundings);  // returns the exit code
    bool hidden = false;  // for programs: not shown by --help

    // What the words are. A line of the launcher has options of its own from its first word on, with or without --
    // before it.
    enum class Words { plain, launcher_line } words_are = Words::plain;

    // What can stand there. What does not begin with what was typed is left out by the caller. Nothing: a file may
    // stand there.
    Completions (*complete)(const Completing& at, const Surroundings& surroundings) = nullptr;

    // Of that name, one of `options`; null if there is none.
    const Option* option(std::string_view wanted) const {
        for (const Option& each : options) {
            if (each.name == wanted) return &each;
        }
        return nullptr;
    }
};

// Writes to stdout or stderr, everything or as much as is read.
void print(const std::string& text);
void complain(const std::string& text);

// The exit code of a line that the subcommand cannot make sense of.
inline constexpr int usage_error = 2;

// Says what is missing and shows a line that works; returns usage_error.
int usage_fault(const std::string& what, const std::string& example);

}  // namespace tao::commands
