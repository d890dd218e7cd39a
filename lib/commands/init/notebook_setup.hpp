#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/init/python_value.hpp"

namespace tao::commands {

// What the cells of a notebook set up for the launcher.
struct NotebookSetup {
    std::optional<PythonValue> mounts_file;  // the last content written to a mounts file; may hold unknowns
    std::vector<std::pair<std::string, PythonValue>>
        variables;  // of the environment, in the order of setting
    std::vector<std::pair<std::string, std::string>>
        open_places;  // variables that the notebook's author leaves to the reader, and what was taken
    std::vector<std::string> remarks;  // what could not be followed
};

// Follows the cells without running them: %env and %set_env, assignments, os.environ, dict and list changes, `if` whose
// condition is known, `with open`, json.dump, here-documents of shell cells, %%writefile. Whatever else stands there is
// passed over.
//
// directory: of the notebook, absolute: where its kernel starts.
// project: what takes the place of a path that the author leaves open ("/path/to/local/tao-experiments", FIXME).
NotebookSetup follow_cells(const std::vector<std::string>& cells, const std::string& directory,
                           const std::string& project);

}  // namespace tao::commands
