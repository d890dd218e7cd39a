#pragma once

#include <compare>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tao::launcher {

// What the program found behind us is.
enum class ProgramKind {
    launcher,  // NVIDIA's launcher, of a known generation
    client,    // nvidia-tao-client: another program that is also called tao
    unknown,   // something else: handed everything as it is
};

// The order of the words in front of the arguments.
enum class Grammar {
    task_first,   // tao TASK SUBTASK ARGS: 0.1.x, 4.x, tlt
    group_first,  // tao GROUP TASK SUBTASK ARGS: 5.x and later
};

struct Version {
    int major = 0;
    int minor = 0;
    int patch = 0;
    auto operator<=>(const Version&) const = default;
    bool known() const { return major != 0 || minor != 0 || patch != 0; }
};

struct Launcher {
    std::string path;  // the file to execute, as found on PATH
    ProgramKind kind = ProgramKind::unknown;
    Grammar grammar = Grammar::group_first;
    bool starts_shim =
        false;  // has the lines of `tao-shim enable venv`: it starts the shim, unless TAO_SHIM_GUARD names it
    bool deploy_entry = false;  // the second script of 4.x, tao-deploy, with a task table of its own
    std::string interpreter;    // from the shebang or the exec line; empty if there is none
    std::string package;        // the folder nvidia_tao_cli, tlt or tao_cli; empty if not found
    std::string import_line;    // what told it: "nvidia_tao_cli.entrypoint.tao_launcher"
    Version version;            // its first three numbers; unknown if nothing readable tells it
    std::string version_text;   // all of it: "6.25.11.1"
};

// Variables that a wrapper sets for the launcher it leads to; no value: it takes that one away.
using WrapperVariables = std::vector<std::pair<std::string, std::optional<std::string>>>;

// A file of the right name on PATH that was not chosen, for `which` and for messages.
struct Rejected {
    std::string path;
    std::string reason;  // "not executable", this_is_the_shim, ...
};
inline constexpr char this_is_the_shim[] = "this is the shim itself";

}  // namespace tao::launcher
