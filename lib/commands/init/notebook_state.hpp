#pragma once

#include <string>
#include <utility>
#include <vector>

#include "commands/init/python_value.hpp"

namespace tao::commands {

// What the cells followed so far have set, with places that the author leaves open filled in.
struct NotebookState {
    std::string project;  // what open places become (notebook_open_places.hpp)
    PythonState python;
    std::vector<std::pair<std::string, std::string>> open_places;  // name, and what was taken for it

    // Sets a variable of the environment.
    void set_variable(const std::string& name, PythonValue value);

    // Sets a name of Python.
    void set_name(const std::string& name, PythonValue value);

  private:
    PythonValue filled_in(const std::string& name, PythonValue value);
};

}  // namespace tao::commands
