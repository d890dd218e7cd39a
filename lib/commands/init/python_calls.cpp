#include "commands/init/python_calls.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::commands {

namespace {

bool are_texts(const std::vector<PythonValue>& words) {
    return std::all_of(words.begin(), words.end(), [](const PythonValue& word) { return word.is_string(); });
}

const std::string& text_of(const PythonValue& value) {
    return value.get_ref<const std::string&>();
}

// What begins with a reference to a path is a path from the root.
bool is_absolute(const std::string& path) {
    return path.starts_with('/') || path.starts_with(reference("home"));
}

std::string join(const std::vector<PythonValue>& words) {
    std::string path;
    for (const PythonValue& word : words) {
        const std::string& part = text_of(word);
        if (is_absolute(part) || path.empty()) {
            path = part;
        } else {
            path += (path.ends_with('/') ? "" : "/") + part;
        }
    }
    return path;
}

std::string with_home(const std::string& path) {
    if (path != "~" && !path.starts_with("~/")) return path;
    return reference("home") + path.substr(1);
}

std::string absolute(const std::string& path, const PythonState& state) {
    if (is_absolute(path)) return path.starts_with('/') ? text::normalised(path) : path;
    return text::normalised(state.working_directory + "/" + path);
}

// $NAME and ${NAME} of variables that cells have set; others stay.
PythonValue with_variables(const std::string& text, const PythonState& state) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const bool braces = text.compare(at, 2, "${") == 0;
        std::size_t end = at + (braces ? 2 : 1);
        const std::size_t start = end;
        while (text[at] == '$' && end < text.size() &&
               (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_'))
            ++end;
        const PythonValue* value =
            text[at] == '$' ? state.variable(text.substr(start, end - start)) : nullptr;
        if (value == nullptr || !value->is_string()) {
            result += text[at++];
            continue;
        }
        result += text_of(*value);
        at = end + (braces ? 1 : 0);
    }
    return result;
}

std::string stripped(const std::string& text, const std::string& of, bool left, bool right) {
    const auto begin = left ? text.find_first_not_of(of) : 0;
    if (begin == std::string::npos) return "";
    const auto end = right ? text.find_last_not_of(of) : text.size() - 1;
    return end == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
    if (old.empty()) return text;
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size()))
        text.replace(at, old.size(), by);
    return text;
}

// "{} {0} {name}".format(...)
PythonValue format(const std::string& text, const std::vector<PythonValue>& words, const PythonValue& named) {
    std::string result;
    std::size_t next = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.compare(at, 2, "{{") == 0 || text.compare(at, 2, "}}") == 0) {
            result += text[at++];
        } else if (text[at] == '{') {
            const auto end = text.find('}', at);
            if (end == std::string::npos) return unknown(text);
            const std::string field = text.substr(at + 1, end - at - 1);
            PythonValue value = unknown(field);
            if (field.empty() && next < words.size()) value = words[next++];
            if (!field.empty() && field.find_first_not_of("0123456789") == std::string::npos &&
                field.size() < 4 && std::stoul(field) < words.size())
                value = words[std::stoul(field)];
            if (named.contains(field)) value = named[field];
            value = python_text(value);
            if (is_unknown(value)) return unknown(text);
            result += text_of(value);
            at = end;
        } else {
            result += text[at];
        }
    }
    return result;
}

PythonValue joined(const std::string& between, const PythonValue& parts) {
    if (!parts.is_array()) return unknown("join");
    std::string result;
    for (const PythonValue& part : parts) {
        if (!part.is_string()) return unknown("join");
        if (&part != &parts.front()) result += between;
        result += text_of(part);
    }
    return result;
}

}  // namespace

PythonValue environment_variable(const std::string& name, const PythonState& state) {
    if (const PythonValue* value = state.variable(name)) return *value;
    if (name == "HOME") return reference("home");
    if (name == "USER" || name == "LOGNAME") return reference("user");
    if (name == "PWD") return state.working_directory;
    return reference(name);
}

PythonValue call(const std::string& function, const std::vector<PythonValue>& words, const PythonValue& named,
                 const PythonState& state) {
    if (function == "os.getcwd" || function == "Path.cwd" || function == "pathlib.Path.cwd")
        return state.working_directory;
    if (function == "os.getuid" || function == "os.geteuid") return reference("uid");
    if (function == "os.getgid" || function == "os.getegid") return reference("gid");
    if (function == "getpass.getuser" || function == "os.getlogin") return reference("user");
    if (function == "Path.home" || function == "pathlib.Path.home") return reference("home");
    if (function == "dict") return named;
    if (function == "os.getenv" || function == "os.environ.get") {
        if (words.empty() || !words[0].is_string()) return unknown(function);
        const std::string& name = text_of(words[0]);
        if (const PythonValue* value = state.variable(name)) return *value;
        // Not this process's environment: what the notebook falls back to is what it means.
        if (words.size() > 1 && name != "HOME" && name != "USER") return words[1];
        if (named.contains("default")) return named["default"];
        return environment_variable(name, state);
    }
    if (function == "str" && words.size() == 1) return python_text(words[0]);
    if (function == "int" && words.size() == 1 && words[0].is_string()) {
        const auto number = text::parse_json(text_of(words[0]));
        return number && number->is_number_integer() ? *number : unknown(function);
    }
    if (words.empty() || !are_texts(words)) return unknown(function);
    const std::string& first = text_of(words[0]);
    if (function == "os.path.join" || function == "Path" || function == "pathlib.Path" || function == "join")
        return join(words);
    if (function == "os.path.expanduser" || function == "expanduser") return with_home(first);
    if (function == "os.path.expandvars") return with_variables(first, state);
    if (function == "os.path.abspath" || function == "os.path.realpath") return absolute(first, state);
    if (function == "os.path.normpath") return text::normalised(first);
    if (function == "os.path.dirname") {
        const auto slash = first.rfind('/');
        return slash == std::string::npos ? "" : first.substr(0, std::max<std::size_t>(slash, 1));
    }
    if (function == "os.path.basename") return first.substr(first.rfind('/') + 1);
    return unknown(function);
}

PythonValue call_method(const PythonValue& value, const std::string& method,
                        const std::vector<PythonValue>& words, const PythonValue& named) {
    if (value.is_object() && !is_unknown(value)) {
        if (method == "keys") return value;
        if (method == "copy") return value;
        if (method == "get" && !words.empty() && words[0].is_string()) {
            if (value.contains(text_of(words[0]))) return value[text_of(words[0])];
            return words.size() > 1 ? words[1] : PythonValue(nullptr);
        }
    }
    if (!value.is_string()) return unknown(method);
    const std::string& text = text_of(value);
    if (method == "format") return format(text, words, named);
    if (method == "join" && words.size() == 1) return joined(text, words[0]);
    if (method == "joinpath" && are_texts(words)) {
        std::vector<PythonValue> parts = {value};
        parts.insert(parts.end(), words.begin(), words.end());
        return join(parts);
    }
    if (method == "expanduser") return with_home(text);
    if (method == "resolve" || method == "absolute" || method == "as_posix") return value;
    if (!are_texts(words)) return unknown(method);
    const std::string of = words.empty() ? " \t\n\r" : text_of(words[0]);
    if (method == "strip") return stripped(text, of, true, true);
    if (method == "lstrip") return stripped(text, of, true, false);
    if (method == "rstrip") return stripped(text, of, false, true);
    if (method == "replace" && words.size() == 2) return replaced(text, text_of(words[0]), text_of(words[1]));
    const bool lower = method == "lower";
    if (lower || method == "upper") {
        std::string result = text;
        for (char& letter : result) {
            if (lower ? letter >= 'A' && letter <= 'Z' : letter >= 'a' && letter <= 'z')
                letter = static_cast<char>(letter ^ 0x20);
        }
        return result;
    }
    return unknown(method);
}

PythonValue attribute(const PythonValue& value, const std::string& name) {
    if (!value.is_string()) return unknown(name);
    if (name == "parent") return call("os.path.dirname", {value}, PythonValue::object(), {});
    if (name == "name") return call("os.path.basename", {value}, PythonValue::object(), {});
    return unknown(name);
}

PythonValue constant(const std::string& name) {
    return name == "os.sep" || name == "os.path.sep" ? PythonValue("/") : unknown(name);
}

PythonValue percent_format(const PythonValue& left, const PythonValue& right) {
    if (!left.is_string()) return unknown("%");
    const std::vector<PythonValue> words = right.is_array()
                                               ? std::vector<PythonValue>(right.begin(), right.end())
                                               : std::vector<PythonValue>{right};
    std::string result;
    std::size_t next = 0;
    const std::string& text = text_of(left);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            result += text[at];
            continue;
        }
        const char form = at + 1 < text.size() ? text[++at] : '\0';
        if (form == '%') {
            result += '%';
            continue;
        }
        const PythonValue value = next < words.size() ? python_text(words[next++]) : unknown("%");
        if ((form != 's' && form != 'd') || is_unknown(value)) return unknown(text);
        result += text_of(value);
    }
    return result;
}

PythonValue f_string(const std::string& content, const PythonState& state) {
    std::string result;
    for (std::size_t at = 0; at < content.size(); ++at) {
        if (content.compare(at, 2, "{{") == 0 || content.compare(at, 2, "}}") == 0) {
            result += content[at++];
        } else if (content[at] == '{') {
            const auto end = content.find('}', at);
            if (end == std::string::npos) return unknown(content);
            const PythonValue value = python_text(evaluate(content.substr(at + 1, end - at - 1), state));
            if (is_unknown(value)) return unknown(content);
            result += text_of(value);
            at = end;
        } else {
            result += content[at];
        }
    }
    return result;
}

}  // namespace tao::commands
