#pragma once

#include "commands/init/python_value.hpp"

// The functions and methods of Python that notebooks build paths with. Any other gives an unknown.
namespace tao::commands {

// FUNCTION(words, NAME=named): os.path.join, os.getenv, str, ...
PythonValue call(const std::string& function, const std::vector<PythonValue>& words, const PythonValue& named,
                 const PythonState& state);

// VALUE.METHOD(words): format, join, strip, replace, keys, get, ...
PythonValue call_method(const PythonValue& value, const std::string& method,
                        const std::vector<PythonValue>& words, const PythonValue& named);

// VALUE.NAME: parent and name of a path.
PythonValue attribute(const PythonValue& value, const std::string& name);

// A dotted name that is no variable: os.sep, or unknown.
PythonValue constant(const std::string& name);

// os.environ[NAME]: a reference if no cell has set it.
PythonValue environment_variable(const std::string& name, const PythonState& state);

// "..." % right.
PythonValue percent_format(const PythonValue& left, const PythonValue& right);

// The content of an f-string.
PythonValue f_string(const std::string& content, const PythonState& state);

}  // namespace tao::commands
