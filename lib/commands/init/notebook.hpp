#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/init/values.hpp"
#include "os/environment.hpp"
#include "project/user.hpp"

namespace tao::commands {

// What the cells of a notebook set up for the launcher.
struct NotebookSetup {
    // A variable of the environment.
    struct Variable {
        std::string name;
        text::Json value;
        NotebookPlace place;
    };
    // What is left to the reader: FIXME, /path/to/data.
    struct Open {
        std::string name;
        std::string was;
        std::string taken;  // what was taken for it; empty: nothing can be
        NotebookPlace place;
    };
    // Something to say of a line.
    struct Remark {
        std::string text;
        NotebookPlace place;
    };
    std::string language;                   // of its cells, if they are not Python's and were not read
    std::optional<text::Json> mounts_file;  // the last content written to one; may hold unknowns
    std::string image;                      // of the containers that it starts itself; empty: nothing is said
    std::vector<int> gpus;                  // the same
    std::vector<Variable> variables;        // in the order of setting
    std::vector<Open> open;
    std::vector<Remark> missing;        // names that no cell sets; text: the name
    std::vector<Remark> installs;       // lines that install the launcher; no text
    std::vector<Remark> only_on_colab;  // imports of its modules that nothing guards; no text
    std::vector<Remark> remarks;        // what could not be followed
};

struct NotebookAnswer {
    std::optional<NotebookSetup> setup;
    std::string fault;  // why there is none
    std::string hint;
};

// Reads a notebook without running it: config/notebook/ in another process, by Python's own syntax trees. Whoever wrote
// it, that process has limits of size, memory and time, and what is beyond them is a fault that names the cell.
//
// directory: of the notebook, absolute: where its kernel starts.
// project: what takes the place of a path that the author leaves open.
NotebookAnswer read_notebook(std::string_view notebook, const std::string& directory,
                             const std::string& project, const project::User& user,
                             const std::vector<std::string>& interpreters,
                             const os::Environment& environment);

}  // namespace tao::commands
