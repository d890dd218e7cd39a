#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/json_value.hpp"

// The little of Python that notebooks set their paths with, evaluated without Python: nothing runs, nothing is read.
namespace tao::commands {

// A value of Python as JSON: text, numbers, True, None, lists, dicts. In texts, what only the place of a later run tells
// is a reference (below). What cannot be known is an unknown.
using PythonValue = text::Json;

PythonValue unknown(std::string_view source);
std::string source_of_unknown(const PythonValue& value);
bool is_unknown(const PythonValue& value);
bool holds_unknown(const PythonValue& value);  // itself, or something in it

// A part of a text that stands for ${NAME} of a project file: home, uid, gid, or a variable of the environment.
std::string reference(std::string_view name);
// The name if the whole text is one reference.
std::optional<std::string> referenced(std::string_view text);
// The text as a project file writes it: references as ${NAME}, a dollar as $$.
std::string in_project_file(std::string_view text);

// What the cells have set so far.
struct PythonState {
    std::map<std::string, PythonValue> names;                      // Python's variables
    std::vector<std::pair<std::string, PythonValue>> environment;  // os.environ, in the order of setting
    std::string working_directory;

    const PythonValue* variable(std::string_view name) const;
    void set_variable(const std::string& name, PythonValue value);
};

// str(value).
PythonValue python_text(const PythonValue& value);

// The value of an expression; unknown if it, or a part that matters, is not one of the forms understood: literals, names,
// + and %, or, conditional expressions, comparisons, f-strings, .format and the like, os.environ, os.getenv, os.path,
// os.getcwd, os.getuid, pathlib.
PythonValue evaluate(std::string_view expression, const PythonState& state);

}  // namespace tao::commands
