#include "commands/init/notebook_magics.hpp"

#include <algorithm>

#include "commands/init/notebook_text.hpp"
#include "project/names.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

// IPython fills in {name} and $name of Python's variables, and leaves what it does not know.
PythonValue filled_in(const std::string& text, const PythonState& state) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto close = text[at] == '{' ? text.find('}', at) : std::string::npos;
        std::string name;
        std::size_t end = at;
        if (close != std::string::npos) {
            name = text.substr(at + 1, close - at - 1);
            end = close + 1;
        } else if (text[at] == '$') {
            end = at + 1;
            while (end < text.size() && project::is_variable_name("_" + text.substr(at + 1, end - at)))
                ++end;
            name = text.substr(at + 1, end - at - 1);
        }
        const std::string root = name.substr(0, name.find_first_of(".[("));
        if (!project::is_variable_name(root)) {
            result += text[at];
            continue;
        }
        const bool braces = close != std::string::npos;
        if (state.names.count(root) == 0 && !(braces && root == "os")) {
            // A variable of the environment is left to the launcher's shells. Anything else comes from a cell
            // that could not be followed.
            if (braces || state.variable(root) == nullptr) return unknown(text);
            result += text[at];
            continue;
        }
        const PythonValue value = python_text(evaluate(name, state));
        if (is_unknown(value)) return value;
        result += value.get<std::string>();
        at = end - 1;
    }
    return result;
}

}  // namespace

void follow_magic(const std::string& text, NotebookState& state) {
    std::string rest;
    for (const std::string_view start : {"%env ", "%set_env "}) {
        if (text.starts_with(start)) rest = trimmed(text.substr(start.size()));
    }
    if (text.starts_with("%cd ")) {
        const std::string to = trimmed(text.substr(4));
        const PythonValue path = filled_in(to, state.python);
        if (path.is_string()) {
            const auto& place = path.get_ref<const std::string&>();
            state.python.working_directory =
                place.starts_with('/') ? text::normalised(place)
                                       : text::normalised(state.python.working_directory + "/" + place);
        }
        return;
    }
    const auto split = std::min(rest.find('='), rest.find_first_of(" \t"));
    if (rest.empty() || split == std::string::npos) return;
    const auto equals = rest.find('=');
    const auto at = equals == std::string::npos ? split : equals;
    const std::string name = trimmed(rest.substr(0, at));
    if (!project::is_variable_name(name)) return;
    state.set_variable(name, filled_in(trimmed(rest.substr(at + 1)), state.python));
}

}  // namespace tao::commands
