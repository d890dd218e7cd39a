#include "commands/notebook_setup.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "commands/notebook_cells.hpp"
#include "paths/path_text.hpp"
#include "text/json.hpp"

namespace tao::commands {

namespace {

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

bool is_name(std::string_view text) {
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9');
    });
}

// Words by which notebooks say: write your own here.
constexpr std::array<std::string_view, 8> open_words = {"FIXME",     "/path/to", "<",         "YOUR_PATH",
                                                        "your_path", "/your/",   "CHANGE_ME", "TODO"};

bool names_mounts_file(std::string_view path) {
    return path.find("_mounts.json") != std::string_view::npos;
}

// Positions outside brackets and strings: where the sign first stands.
std::size_t find_outside(std::string_view text, std::string_view sign, std::size_t from = 0) {
    int depth = 0;
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (quote != '\0') {
            if (byte == '\\') ++at;
            if (byte == quote) quote = '\0';
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (depth == 0 && at >= from && text.substr(at).starts_with(sign)) {
            return at;
        } else if (byte == '(' || byte == '[' || byte == '{') {
            ++depth;
        } else if (byte == ')' || byte == ']' || byte == '}') {
            --depth;
        }
    }
    return std::string_view::npos;
}

class Follower {
  public:
    Follower(const std::string& directory, std::string project) : project_(std::move(project)) {
        state_.working_directory = directory;
    }

    void cell(const std::string& text) {
        if (shell_cell(text)) return;
        const auto lines = statements(text);
        block(lines, 0, lines.size(), true);
    }

    NotebookSetup result() {
        setup_.variables = std::move(state_.environment);
        return std::move(setup_);
    }

  private:
    // %%writefile FILE, and here-documents in %%bash: a mounts file as it is.
    bool shell_cell(const std::string& text) {
        const std::string head = trimmed(text.substr(0, text.find('\n')));
        if (!head.starts_with("%%")) return false;
        const std::string rest = text.find('\n') == std::string::npos ? "" : text.substr(text.find('\n') + 1);
        if (head.starts_with("%%writefile") && names_mounts_file(head)) written(text::parse_json(rest));
        if (head.starts_with("%%bash") || head.starts_with("%%sh") || head.starts_with("%%script"))
            here_document(rest);
        return head != "%%time" && head != "%%capture" ? true : (cell(rest), true);
    }

    void here_document(const std::string& text) {
        const auto mark = text.find("<<");
        if (mark == std::string::npos) return;
        const auto line_end = text.find('\n', mark);
        if (line_end == std::string::npos) return;
        const auto line_start = text.rfind('\n', mark) == std::string::npos ? 0 : text.rfind('\n', mark) + 1;
        std::string end = trimmed(text.substr(mark + 2, line_end - mark - 2));
        end = trimmed(end.substr(0, end.find_first_of(" >|;")));
        std::erase_if(end,
                      [](char byte) { return byte == '\'' || byte == '"' || byte == '-' || byte == '\\'; });
        const auto stop = end.empty() ? std::string::npos : text.find("\n" + end, line_end);
        if (stop == std::string::npos) return;
        if (names_mounts_file(text.substr(line_start, line_end - line_start))) {
            written(text::parse_json(text.substr(line_end + 1, stop - line_end - 1)));
        }
        here_document(text.substr(stop + 1 + end.size()));
    }

    void written(const std::optional<PythonValue>& content) {
        if (content && content->is_object()) setup_.mounts_file = *content;
    }

    using Statements = std::vector<Statement>;

    static std::size_t end_of_block(const Statements& lines, std::size_t head, std::size_t end) {
        std::size_t next = head + 1;
        while (next < end && lines[next].indent > lines[head].indent)
            ++next;
        return next;
    }

    void block(const Statements& lines, std::size_t begin, std::size_t end, bool active) {
        bool chain_decided = false;  // of if / elif / else
        for (std::size_t at = begin; at < end;) {
            const std::string& text = lines[at].text;
            const std::size_t body_end = end_of_block(lines, at, end);
            const bool has_body = body_end > at + 1 || (text.ends_with(':') && !lines[at].magic);
            if (!has_body) {
                if (active) simple(lines[at]);
                one_line_compound(text, active);
                at = at + 1;
                continue;
            }
            const bool is_if = text.starts_with("if ") || text.starts_with("if(");
            const bool is_elif = text.starts_with("elif");
            bool run = false;
            if (is_if || is_elif) {
                const PythonValue condition =
                    evaluate(trimmed(text.substr(is_if ? 2 : 4, text.rfind(':') - (is_if ? 2 : 4))), state_);
                if (is_if) chain_decided = false;
                if (is_unknown(condition)) {
                    undecided(lines, at + 1, body_end, active);
                    chain_decided = true;
                } else if (!chain_decided && condition != false && !condition.is_null() && condition != "" &&
                           condition != 0) {
                    run = chain_decided = true;
                }
            } else if (text.starts_with("else")) {
                run = !chain_decided;
            } else if (text.starts_with("with ")) {
                if (active) with(text);
                run = true;
            } else {
                // for, while, def and class may set something, or not, or several things
                run = text.starts_with("try");
                if (!run) undecided(lines, at + 1, body_end, active && !text.starts_with("except"));
            }
            block(lines, at + 1, body_end, active && run);
            at = body_end;
        }
    }

    // with open(...) as f: json.dump(...), on one line
    void one_line_compound(const std::string& text, bool active) {
        if (!active || !text.starts_with("with ")) return;
        const auto colon = find_outside(text, ":");
        if (colon == std::string::npos) return;
        with(text.substr(0, colon + 1));
        simple({.text = trimmed(text.substr(colon + 1))});
    }

    // Variables set where it is not known whether the line is reached have no known value.
    void undecided(const Statements& lines, std::size_t begin, std::size_t end, bool active) {
        if (!active) return;
        for (std::size_t at = begin; at < end; ++at) {
            const std::string name = environment_target(lines[at].text);
            if (!name.empty() && state_.variable(name) == nullptr) {
                state_.set_variable(name, unknown(lines[at].text));
            }
            if (lines[at].text.find("json.dump") != std::string::npos && mentions_mounts(lines[at].text)) {
                setup_.remarks.push_back("the notebook writes the mounts file once more under a condition: " +
                                         lines[at].text);
            }
        }
    }

    bool mentions_mounts(const std::string& text) const {
        return std::any_of(handles_.begin(), handles_.end(),
                           [&](const std::string& handle) { return text.find(handle) != std::string::npos; });
    }

    // os.environ["X"] = ..., %env X=...: X
    static std::string environment_target(const std::string& text) {
        for (const std::string_view start : {"os.environ[\"", "os.environ['"}) {
            if (!text.starts_with(start)) continue;
            const auto end = text.find_first_of("\"'", start.size());
            return end == std::string::npos ? "" : text.substr(start.size(), end - start.size());
        }
        return "";
    }

    void with(const std::string& text) {
        const auto as = text.rfind(" as ");
        const auto open = text.find("open(");
        if (as == std::string::npos || open == std::string::npos) return;
        const auto end = find_outside(text.substr(open + 5), ")");
        std::string argument = text.substr(open + 5, end);
        argument = argument.substr(0, std::min(find_outside(argument, ","), argument.size()));
        const PythonValue file = evaluate(argument, state_);
        const std::string handle = trimmed(text.substr(as + 4, text.rfind(':') - as - 4));
        if (file.is_string() && names_mounts_file(file.get<std::string>())) {
            handles_.insert(handle);
        } else {
            handles_.erase(handle);
        }
    }

    void simple(const Statement& line) {
        if (line.magic) return magic(line.text);
        const std::string& text = line.text;
        if (text.starts_with("del")) return remove(trimmed(text.substr(3)));
        if (text.starts_with("import ") || text.starts_with("from ") || text.starts_with("with ")) return;
        if (dump(text) || change(text)) return;
        assign(text);
    }

    // %env X=value, %env X value, %set_env X=value: IPython strips the value and fills in {expressions}. %cd moves.
    void magic(const std::string& text) {
        std::string rest;
        for (const std::string_view start : {"%env ", "%set_env "}) {
            if (text.starts_with(start)) rest = trimmed(text.substr(start.size()));
        }
        if (text.starts_with("%cd ")) {
            const std::string to = trimmed(text.substr(4));
            const PythonValue path = f_string_of(to);
            if (path.is_string()) {
                const auto& place = path.get_ref<const std::string&>();
                state_.working_directory = place.starts_with('/')
                                               ? paths::normalised(place)
                                               : paths::normalised(state_.working_directory + "/" + place);
            }
            return;
        }
        const auto split = std::min(rest.find('='), rest.find_first_of(" \t"));
        if (rest.empty() || split == std::string::npos) return;
        const auto equals = rest.find('=');
        const auto at = equals == std::string::npos ? split : equals;
        const std::string name = trimmed(rest.substr(0, at));
        if (!is_name(name)) return;
        set_variable(name, f_string_of(trimmed(rest.substr(at + 1))));
    }

    // IPython fills in {name} and $name of Python's variables, and leaves what it does not know.
    PythonValue f_string_of(const std::string& text) const {
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
                while (end < text.size() && is_name("_" + text.substr(at + 1, end - at)))
                    ++end;
                name = text.substr(at + 1, end - at - 1);
            }
            const std::string root = name.substr(0, name.find_first_of(".[("));
            if (!is_name(root)) {
                result += text[at];
                continue;
            }
            const bool braces = close != std::string::npos;
            if (state_.names.count(root) == 0 && !(braces && root == "os")) {
                // A variable of the environment is left to the launcher's shells. Anything else comes from a cell
                // that could not be followed.
                if (braces || state_.variable(root) == nullptr) return unknown(text);
                result += text[at];
                continue;
            }
            const PythonValue value = python_text(evaluate(name, state_));
            if (is_unknown(value)) return value;
            result += value.get<std::string>();
            at = end - 1;
        }
        return result;
    }

    void set_variable(const std::string& name, PythonValue value) {
        state_.set_variable(name, filled_in(name, std::move(value)));
    }

    // A place that the author leaves open is the project, or of the name that it has in there.
    PythonValue filled_in(const std::string& name, PythonValue value) {
        const bool place = name.find("DIR") != std::string::npos || name.find("PATH") != std::string::npos ||
                           name.find("ROOT") != std::string::npos;
        if (!place || !is_left_open(value)) return value;
        std::string taken = project_;
        if (value.is_string() && name.find("PROJECT") == std::string::npos) {
            std::string path = value.get<std::string>();
            while (path.ends_with('/'))
                path.pop_back();
            const std::string last = path.substr(path.rfind('/') + 1);
            if (path.starts_with('/') && !is_left_open(last) && last != "dir") taken += "/" + last;
        }
        setup_.open_places.emplace_back(name, taken);
        return taken;
    }

    // json.dump(X, handle), f.write(json.dumps(X)), Path(...).write_text(json.dumps(X))
    bool dump(const std::string& text) {
        const auto dump_at = text.find("json.dump(");
        const auto dumps_at = text.find("json.dumps(");
        if (dump_at == std::string::npos && dumps_at == std::string::npos) return false;
        const bool to_handle = dump_at != std::string::npos;
        const std::size_t start = to_handle ? dump_at + 10 : dumps_at + 11;
        const std::string inside = text.substr(start, find_outside(text.substr(start), ")"));
        const auto comma = find_outside(inside, ",");
        const PythonValue value = evaluate(inside.substr(0, comma), state_);
        bool mounts = false;
        if (to_handle && comma != std::string::npos) {
            std::string target = trimmed(inside.substr(comma + 1));
            const auto next = find_outside(target, ",");
            target = trimmed(target.substr(0, next));
            mounts = handles_.count(target) != 0 || (target.starts_with("open(") && opens_mounts(target));
        } else if (!to_handle) {
            const auto write = text.find(".write");
            if (write == std::string::npos) return false;  // an assignment of text
            const std::string target = trimmed(text.substr(0, write));
            mounts = handles_.count(target) != 0 || opens_mounts(target);
        }
        if (mounts) written(value);
        return true;
    }

    bool opens_mounts(const std::string& target) const {
        if (names_mounts_file(target)) return true;
        const auto open = target.find('(');
        if (open == std::string::npos) return false;
        std::string argument = target.substr(open + 1);
        argument = argument.substr(0, std::min(find_outside(argument, ","), find_outside(argument, ")")));
        const PythonValue file = evaluate(argument, state_);
        return file.is_string() && names_mounts_file(file.get<std::string>());
    }

    // The place NAME["a"]["b"] of a dict or list that a name has; null if there is none. create: the last key may be new.
    PythonValue* place(std::string text, bool create) {
        text = trimmed(text);
        if (text.size() > 2 && text.front() == '(' && text.back() == ')')
            text = trimmed(text.substr(1, text.size() - 2));
        const auto bracket = text.find('[');
        const auto found = state_.names.find(trimmed(text.substr(0, bracket)));
        if (found == state_.names.end()) return nullptr;
        PythonValue* value = &found->second;
        std::string rest = bracket == std::string::npos ? "" : text.substr(bracket);
        while (!rest.empty()) {
            if (rest[0] != '[') return nullptr;
            const auto end = find_outside(rest.substr(1), "]");
            if (end == std::string::npos) return nullptr;
            const PythonValue key = evaluate(rest.substr(1, end), state_);
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

    void remove(const std::string& text) {
        std::string target = text;
        if (target.starts_with('(') && target.ends_with(')'))
            target = trimmed(target.substr(1, target.size() - 2));
        const auto last = target.rfind('[');
        if (last == std::string::npos || !target.ends_with(']')) return;
        const PythonValue key = evaluate(target.substr(last + 1, target.size() - last - 2), state_);
        PythonValue* dict = place(target.substr(0, last), false);
        if (dict != nullptr && dict->is_object() && key.is_string()) dict->erase(key.get<std::string>());
    }

    // X.append(...), X.extend([...]), X.update({...}), X.pop("key"), X.setdefault(...), os.environ.update({...})
    bool change(const std::string& text) {
        if (!text.ends_with(')') || find_outside(text, "=") != std::string::npos) return false;
        for (const std::string_view method : {".append(", ".extend(", ".update(", ".pop(", ".setdefault("}) {
            const auto at = text.rfind(method);
            if (at == std::string::npos) continue;
            const std::string target = text.substr(0, at);
            const std::size_t start = at + method.size();
            const std::string inside = text.substr(start, text.size() - start - 1);
            return change(target, method.substr(1, method.size() - 2), inside);
        }
        return false;
    }

    bool change(const std::string& target, std::string_view method, const std::string& inside) {
        const auto comma = find_outside(inside, ",");
        if (target == "os.environ") {
            if (method == "update") {
                const PythonValue values = evaluate(inside, state_);
                if (!values.is_object() || is_unknown(values)) return true;
                for (const auto& [name, value] : values.items())
                    set_variable(name, value);
            } else if (method == "setdefault" && comma != std::string::npos) {
                const PythonValue name = evaluate(inside.substr(0, comma), state_);
                if (name.is_string() && state_.variable(name.get<std::string>()) == nullptr)
                    set_variable(name.get<std::string>(), evaluate(inside.substr(comma + 1), state_));
            }
            return true;
        }
        PythonValue* value = place(target, false);
        if (value == nullptr) return false;
        const PythonValue argument = evaluate(inside.substr(0, comma), state_);
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
            (*value)[argument.get<std::string>()] = evaluate(inside.substr(comma + 1), state_);
        } else {
            *value = unknown(inside);
        }
        return true;
    }

    void assign(const std::string& text) {
        const auto equals = find_outside(text, "=");
        if (equals == std::string::npos || equals == 0 || text.substr(equals).starts_with("==")) return;
        const bool adds = text[equals - 1] == '+';
        if (!adds && std::string_view("!<>-*/%|&^").find(text[equals - 1]) != std::string_view::npos) return;
        std::string target = trimmed(text.substr(0, equals - (adds ? 1 : 0)));
        const std::string source = trimmed(text.substr(equals + 1));
        // a = b = value
        const auto further = find_outside(source, "=");
        if (further != std::string::npos && !source.substr(further).starts_with("==") &&
            is_name(trimmed(source.substr(0, further)))) {
            assign(source);
            return assign(target + " = " + trimmed(source.substr(0, further)));
        }
        const std::string name = environment_target(target);
        const PythonValue value =
            adds ? evaluate("(" + target + ") + (" + source + ")", state_) : evaluate(source, state_);
        if (!name.empty()) return set_variable(name, python_text(value));
        // A type after a colon is a note.
        const auto colon = find_outside(target, ":");
        if (colon != std::string::npos) target = trimmed(target.substr(0, colon));
        if (is_name(target)) {
            state_.names[target] = filled_in(target, value);
        } else if (PythonValue* found = place(target, true)) {
            *found = value;
        }
    }

    std::string project_;
    PythonState state_;
    NotebookSetup setup_;
    std::set<std::string> handles_;  // names of files opened that are mounts files
};

}  // namespace

bool is_left_open(const PythonValue& value) {
    if (is_unknown(value)) return value.dump().find("FIXME") != std::string::npos;
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return std::any_of(open_words.begin(), open_words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

NotebookSetup follow_cells(const std::vector<std::string>& cells, const std::string& directory,
                           const std::string& project) {
    Follower follower(directory, project);
    for (const std::string& cell : cells)
        follower.cell(cell);
    return follower.result();
}

}  // namespace tao::commands
