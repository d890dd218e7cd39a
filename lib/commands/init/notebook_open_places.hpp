#pragma once

#include <optional>
#include <string>

#include "commands/init/python_value.hpp"

namespace tao::commands {

// Is it a place that a notebook's author leaves open: "/path/to/data", "<YOUR_PATH>", FIXME?
bool is_left_open(const PythonValue& value);

// What is taken for the value of a variable, or of a name of Python, that is such a place: the project, or a directory in
// it of the name that the value ends with. Nothing if the value is no such place, or the name is not one of a place.
//
// project: "/home/user/cars".
std::optional<std::string> taken_for_open_place(const std::string& name, const PythonValue& value,
                                                const std::string& project);

}  // namespace tao::commands
