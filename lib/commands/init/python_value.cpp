#include "commands/init/python_value.hpp"

#include <algorithm>

namespace tao::commands {

namespace {

constexpr const char* unknown_key = "\x01unknown";
// Control characters that no path of a notebook has.
constexpr char begins = '\x01';
constexpr char ends = '\x02';

}  // namespace

PythonValue unknown(std::string_view source) {
    return PythonValue{{unknown_key, std::string(source)}};
}

std::string source_of_unknown(const PythonValue& value) {
    return value[unknown_key].get<std::string>();
}

bool is_unknown(const PythonValue& value) {
    return value.is_object() && value.contains(unknown_key);
}

bool holds_unknown(const PythonValue& value) {
    if (is_unknown(value)) return true;
    if (!value.is_structured()) return false;
    return std::any_of(value.begin(), value.end(),
                       [](const PythonValue& part) { return holds_unknown(part); });
}

std::string reference(std::string_view name) {
    return begins + std::string(name) + ends;
}

std::optional<std::string> referenced(std::string_view text) {
    if (text.size() < 3 || text.front() != begins || text.find(ends) != text.size() - 1) return std::nullopt;
    return std::string(text.substr(1, text.size() - 2));
}

std::string in_project_file(std::string_view text) {
    std::string result;
    for (const char byte : text) {
        switch (byte) {
            case begins:
                result += "${";
                break;
            case ends:
                result += "}";
                break;
            case '$':
                result += "$$";
                break;
            default:
                result += byte;
        }
    }
    return result;
}

const PythonValue* PythonState::variable(std::string_view name) const {
    const auto found = std::find_if(environment.begin(), environment.end(),
                                    [&](const auto& one) { return one.first == name; });
    return found == environment.end() ? nullptr : &found->second;
}

void PythonState::set_variable(const std::string& name, PythonValue value) {
    const auto found = std::find_if(environment.begin(), environment.end(),
                                    [&](const auto& one) { return one.first == name; });
    if (found == environment.end()) {
        environment.emplace_back(name, std::move(value));
    } else {
        found->second = std::move(value);
    }
}

PythonValue python_text(const PythonValue& value) {
    if (value.is_string() || is_unknown(value)) return value;
    if (value.is_null()) return "None";
    if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
    if (value.is_number()) return text::show_json(value);
    return unknown("str of a list or dict");
}

}  // namespace tao::commands
