#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/subcommand.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/user.hpp"

// Where `tao-shim enable` writes lines, as a table: everything else it does is the same for each.
namespace tao::commands {

struct EnableSurroundings {
    const os::FileSystem& files;
    const os::Environment& environment;
    project::User user;
    std::string working_directory;
    std::string shims;  // the directory that has to be first on PATH
    std::string bin;    // of tao-shim
};

EnableSurroundings enable_surroundings(const Surroundings& surroundings);

// Marked lines in one file (block.hpp), at its end. They end with a newline; the file's language takes # as the
// start of a comment.
struct Placement {
    std::string file;
    std::string lines;
    bool before_imports = false;  // a script of Python: not at its end, but in front of its first import
};

struct Placements {
    std::vector<Placement> all{};
    std::vector<std::string> formerly{};  // files that may have the lines because they were right once
    std::string fault{};                  // why there is nothing to write to, for people; empty: there is
    std::string remedy{};                 // what to type next
};

struct EnableTarget {
    const char* name;     // "venv"
    const char* operand;  // what its further word is called, "DIR"; empty: it takes none
    const char* summary;  // one line
    const char* limits;   // what is not covered, for people; one line; empty: nothing worth saying
    Placements (*placements)(const EnableSurroundings& here, const std::string& operand);
    // Whether the person here uses it, from files and variables: the operand; nothing if not.
    std::optional<std::string> (*used)(const EnableSurroundings& here);
};

// In the order in which they are shown.
const std::vector<EnableTarget>& enable_targets();

}  // namespace tao::commands
