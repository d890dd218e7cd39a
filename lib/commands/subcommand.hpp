#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::commands {

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

// An option of a subcommand, as data: the command line, --help, the completions and the manual come from it.
struct Option {
    const char* name;     // "--json"
    const char* value;    // what its value is called, "FILE"; empty for a switch
    const char* meaning;  // one line

    // What a line fills, a member of the subcommand's struct of options: whether the switch stands there, or the value,
    // if one does.
    std::variant<bool*, std::optional<std::string>*> member{};

    // What its value can be; null: anything.
    Completions (*complete)(const Surroundings& surroundings) = nullptr;
};

// A line that works, for the help page and the manual.
struct Example {
    const char* line;
    const char* does;  // one line
};

// A row of the table of subcommands, for one line: nothing takes back what its options are filled with. One that has
// options makes their struct, which its rows and `run` (by run_with) share.
struct Subcommand {
    const char* name;
    const char* words;    // the form of its words for the usage line: "-- tao ..."; empty: it takes none
    const char* summary;  // one line
    std::vector<Option> options;
    std::vector<Example> examples{};

    // Does what the line asks for: its words, those that are no options, as they were typed. Returns the exit code.
    using Run = std::function<int(const std::vector<std::string>& words, const Surroundings& surroundings)>;
    Run run;

    bool hidden = false;  // for programs: not shown by --help

    // What the words are. A line of the launcher has options of its own from its first word on, with or without --
    // before it.
    enum class Words { plain, launcher_line } words_are = Words::plain;

    // What its next word can be, behind those before it. What does not begin with what was typed is left out by the
    // caller. Nothing: a file may stand there.
    Completions (*complete)(const std::vector<std::string>& before,
                            const Surroundings& surroundings) = nullptr;

    // Of that name, one of `options`; null if there is none.
    const Option* option(std::string_view wanted) const {
        for (const Option& each : options) {
            if (each.name == wanted) return &each;
        }
        return nullptr;
    }
};

// Calls `run` with the options that the rows fill; they are filled by then.
template <typename Options>
Subcommand::Run run_with(const std::shared_ptr<Options>& options,
                         int (*run)(const Options&, const std::vector<std::string>&, const Surroundings&)) {
    return [options, run](const std::vector<std::string>& words, const Surroundings& surroundings) {
        return run(*options, words, surroundings);
    };
}

// Writes to stdout or stderr, everything or as much as is read.
void print(const std::string& text);
void complain(const std::string& text);

// The exit code of a line that the subcommand cannot make sense of.
inline constexpr int usage_error = 2;

// Says what is missing and shows a line that works; returns usage_error.
int usage_fault(const std::string& what, const std::string& example);

}  // namespace tao::commands
