#include "commands/init/notebook_changes.hpp"

#include "commands/init/notebook_text.hpp"
#include "project/names.hpp"

namespace tao::commands {

namespace {

// The place NAME["a"]["b"] of a dict or list that a name has; null if there is none. create: the last key may be new.
PythonValue* place(std::string text, bool create, PythonState& state) {
    text = trimmed(text);
    if (text.size() > 2 && text.front() == '(' && text.back() == ')')
        text = trimmed(text.substr(1, text.size() - 2));
    const auto bracket = text.find('[');
    const auto found = state.names.find(trimmed(text.substr(0, bracket)));
    if (found == state.names.end()) return nullptr;
    PythonValue* value = &found->second;
    std::string rest = bracket == std::string::npos ? "" : text.substr(bracket);
    while (!rest.empty()) {
        if (rest[0] != '[') return nullptr;
        const auto end = find_outside(rest.substr(1), "]");
        if (end == std::string::npos) return nullptr;
        const PythonValue key = evaluate(rest.substr(1, end), state);
        rest = trimmed(rest.substr(end + 2));
        if (value->is_object() && !is_unknown(*value) && key.is_string()) {
            const auto& name = key.get_ref<const std::string&>();
            if (!value->contains(name) && !(create && rest.empty())) return nullptr;
            value = &(*value)[name];
        } else if (value->is_array() && key.is_number_unsigned() && key < value->size()) {
            value = &(*value)[key.get<std::size_t>()];
        } else {
            return nullptr;
        }
    }
    return value;
}

// TARGET.method(inside)
bool call_changes(const std::string& target, std::string_view method, const std::string& inside,
                  NotebookState& state) {
    const auto comma = find_outside(inside, ",");
    if (target == "os.environ") {
        if (method == "update") {
            const PythonValue values = evaluate(inside, state.python);
            if (!values.is_object() || is_unknown(values)) return true;
            for (const auto& [name, value] : values.items())
                state.set_variable(name, value);
        } else if (method == "setdefault" && comma != std::string::npos) {
            const PythonValue name = evaluate(inside.substr(0, comma), state.python);
            if (name.is_string() && state.python.variable(name.get<std::string>()) == nullptr)
                state.set_variable(name.get<std::string>(), evaluate(inside.substr(comma + 1), state.python));
        }
        return true;
    }
    PythonValue* value = place(target, false, state.python);
    if (value == nullptr) return false;
    const PythonValue argument = evaluate(inside.substr(0, comma), state.python);
    if (method == "append" && value->is_array()) {
        value->push_back(argument);
    } else if (method == "extend" && value->is_array() && argument.is_array()) {
        value->insert(value->end(), argument.begin(), argument.end());
    } else if (method == "update" && value->is_object() && argument.is_object()) {
        value->update(argument);
    } else if (method == "pop" && value->is_object() && argument.is_string()) {
        value->erase(argument.get<std::string>());
    } else if (method == "setdefault" && value->is_object() && argument.is_string() &&
               !value->contains(argument.get<std::string>()) && comma != std::string::npos) {
        (*value)[argument.get<std::string>()] = evaluate(inside.substr(comma + 1), state.python);
    } else {
        *value = unknown(inside);
    }
    return true;
}

}  // namespace

std::string environment_target(const std::string& text) {
    for (const std::string_view start : {"os.environ[\"", "os.environ['"}) {
        if (!text.starts_with(start)) continue;
        const auto end = text.find_first_of("\"'", start.size());
        return end == std::string::npos ? "" : text.substr(start.size(), end - start.size());
    }
    return "";
}

void follow_assignment(const std::string& text, NotebookState& state) {
    const auto equals = find_outside(text, "=");
    if (equals == std::string::npos || equals == 0 || text.substr(equals).starts_with("==")) return;
    const bool adds = text[equals - 1] == '+';
    if (!adds && std::string_view("!<>-*/%|&^").find(text[equals - 1]) != std::string_view::npos) return;
    std::string target = trimmed(text.substr(0, equals - (adds ? 1 : 0)));
    const std::string source = trimmed(text.substr(equals + 1));
    // a = b = value
    const auto further = find_outside(source, "=");
    if (further != std::string::npos && !source.substr(further).starts_with("==") &&
        project::is_variable_name(trimmed(source.substr(0, further)))) {
        follow_assignment(source, state);
        return follow_assignment(target + " = " + trimmed(source.substr(0, further)), state);
    }
    const std::string name = environment_target(target);
    const PythonValue value =
        adds ? evaluate("(" + target + ") + (" + source + ")", state.python) : evaluate(source, state.python);
    if (!name.empty()) return state.set_variable(name, python_text(value));
    // A type after a colon is a note.
    const auto colon = find_outside(target, ":");
    if (colon != std::string::npos) target = trimmed(target.substr(0, colon));
    if (project::is_variable_name(target)) {
        state.set_name(target, value);
    } else if (PythonValue* found = place(target, true, state.python)) {
        *found = value;
    }
}

bool follow_change(const std::string& text, NotebookState& state) {
    if (!text.ends_with(')') || find_outside(text, "=") != std::string::npos) return false;
    for (const std::string_view method : {".append(", ".extend(", ".update(", ".pop(", ".setdefault("}) {
        const auto at = text.rfind(method);
        if (at == std::string::npos) continue;
        const std::string target = text.substr(0, at);
        const std::size_t start = at + method.size();
        const std::string inside = text.substr(start, text.size() - start - 1);
        return call_changes(target, method.substr(1, method.size() - 2), inside, state);
    }
    return false;
}

void follow_removal(const std::string& text, NotebookState& state) {
    std::string target = text;
    if (target.starts_with('(') && target.ends_with(')'))
        target = trimmed(target.substr(1, target.size() - 2));
    const auto last = target.rfind('[');
    if (last == std::string::npos || !target.ends_with(']')) return;
    const PythonValue key = evaluate(target.substr(last + 1, target.size() - last - 2), state.python);
    PythonValue* dict = place(target.substr(0, last), false, state.python);
    if (dict != nullptr && dict->is_object() && key.is_string()) dict->erase(key.get<std::string>());
}

}  // namespace tao::commands
