#include "launcher/shell_text.hpp"

#include "launcher/script_text.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::launcher {

namespace {

std::string parent_of(const std::string& path) {
    return path.find('/') == std::string::npos ? "." : std::string(text::parent(path));
}

class Reader {
  public:
    Reader(std::string_view text, const ShellSurroundings& surroundings)
        : text_(text), surroundings_(surroundings) {}

    std::string_view rest() const { return text_; }

    std::optional<ShellCommand> take_command() {
        skip_between_commands();
        if (text_.empty()) return std::nullopt;
        ShellCommand command;
        while (!at_end_of_command(command)) {
            if (starts_with("\\\n")) {
                text_.remove_prefix(2);
            } else if (is_blank(text_.front())) {
                text_.remove_prefix(1);
            } else {
                command.words.push_back(take_word(command));
            }
        }
        return command;
    }

  private:
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
    bool starts_with(std::string_view beginning) const { return text_.starts_with(beginning); }
    char take() {
        const char first = text_.front();
        text_.remove_prefix(1);
        return first;
    }

    void skip_between_commands() {
        while (!text_.empty()) {
            const char first = text_.front();
            if (first == '#') {
                take_line(text_);
            } else if (is_blank(first) || first == '\n' || first == ';') {
                text_.remove_prefix(1);
            } else {
                return;
            }
        }
    }

    // Also takes what ends it.
    bool at_end_of_command(ShellCommand& command) {
        if (text_.empty()) return true;
        if (starts_with("&&")) {
            text_.remove_prefix(2);
            return true;
        }
        const char first = text_.front();
        if (first == '\n' || first == ';') {
            text_.remove_prefix(1);
            return true;
        }
        if (first == '#') {
            take_line(text_);
            return true;
        }
        // Pipes, background, redirections, subshells, groups: what happens then is not told by the words.
        if (std::string_view("|&<>(){}`").find(first) != std::string_view::npos) {
            command.certain = false;
            text_.remove_prefix(1);
        }
        return text_.empty();
    }

    std::optional<std::string> take_word(ShellCommand& command) {
        std::string word;
        bool readable = true;
        bool first = true;
        while (!text_.empty() && !is_blank(text_.front()) &&
               std::string_view("\n;&|<>()`").find(text_.front()) == std::string_view::npos) {
            const char next = text_.front();
            if (next == '\'') {
                readable = take_single_quoted(word) && readable;
            } else if (next == '"') {
                readable = take_double_quoted(word) && readable;
            } else if (next == '$') {
                readable = take_dollar(word) && readable;
            } else if (next == '\\') {
                text_.remove_prefix(1);
                if (!text_.empty()) word += take();
            } else if (first && next == '~' && (text_.size() == 1 || text_[1] == '/')) {
                text_.remove_prefix(1);
                readable = add(word, surroundings_.variable("HOME")) && readable;
            } else {
                // A pattern stands for what is there, not for itself; `[` and `[[` alone are none.
                if (next == '[' && word.empty() && is_test()) {
                    while (!text_.empty() && text_.front() == '[')
                        word += take();
                    first = false;
                    continue;
                }
                if (next == '*' || next == '?' || next == '[')
                    readable = readable && word == "" && command.words.empty();
                word += take();
            }
            first = false;
        }
        if (!readable) return std::nullopt;
        return word;
    }

    bool is_test() const {
        const auto end = text_.find_first_not_of('[');
        return end <= 2 && is_blank(text_[end]);
    }

    static bool add(std::string& word, const std::optional<std::string>& value) {
        if (value) word += *value;
        return value.has_value();
    }

    bool take_single_quoted(std::string& word) {
        const auto end = text_.find('\'', 1);
        if (end == std::string_view::npos) {
            text_ = {};
            return false;
        }
        word += text_.substr(1, end - 1);
        text_.remove_prefix(end + 1);
        return true;
    }

    bool take_double_quoted(std::string& word) {
        bool readable = true;
        text_.remove_prefix(1);
        while (!text_.empty()) {
            const char next = text_.front();
            if (next == '"') {
                text_.remove_prefix(1);
                return readable;
            }
            if (next == '$') {
                readable = take_dollar(word) && readable;
            } else if (next == '`') {
                readable = false;
                text_.remove_prefix(1);
            } else if (next == '\\' && text_.size() > 1 &&
                       std::string_view("$`\"\\\n").find(text_[1]) != std::string_view::npos) {
                text_.remove_prefix(1);
                word += take();
            } else {
                word += take();
            }
        }
        return false;
    }

    // $NAME, ${...}, $(...), $@. What is not understood is taken as well.
    bool take_dollar(std::string& word) {
        text_.remove_prefix(1);
        if (text_.empty()) return false;
        const char next = text_.front();
        if (next == '@' || next == '*') {
            text_.remove_prefix(1);
            word += all_arguments;
            return true;
        }
        if (next == '0') {
            text_.remove_prefix(1);
            word += surroundings_.script;
            return true;
        }
        if (next == '{') return add(word, parameter(take_balanced('{', '}')));
        if (next == '(') return add(word, substitution(take_balanced('(', ')')));
        std::string name;
        while (!text_.empty() && text::continues_name(text_.front()))
            name += take();
        return !name.empty() && add(word, surroundings_.variable(name));
    }

    std::string_view take_balanced(char open, char close) {
        std::size_t depth = 0;
        for (std::size_t at = 0; at < text_.size(); ++at) {
            if (text_[at] == open) ++depth;
            if (text_[at] == close && --depth == 0) {
                const std::string_view inside = text_.substr(1, at - 1);
                text_.remove_prefix(at + 1);
                return inside;
            }
        }
        text_ = {};
        return {};
    }

    std::optional<std::string> parameter(std::string_view inside) const {
        if (inside == "@" || inside == "*" || inside == "1+\"$@\"") return std::string(all_arguments);
        std::string_view name = inside.substr(0, inside.find_first_of(":-+=?#%/["));
        std::string_view rest = inside.substr(name.size());
        std::optional<std::string> value;
        if (name == "0" || name == "BASH_SOURCE") {
            value = surroundings_.script;
            if (rest.starts_with("[0]")) rest.remove_prefix(3);
        } else {
            value = surroundings_.variable(std::string(name));
        }
        if (rest.empty()) return value;
        if (rest == "##*/" && value) return value->substr(value->rfind('/') + 1);
        if (rest == "%/*" && value) return parent_of(*value);
        const bool also_if_empty = rest.front() == ':';
        if (also_if_empty) rest.remove_prefix(1);
        if (rest.empty() || rest.front() != '-') return std::nullopt;
        if (value && !(also_if_empty && value->empty())) return value;
        return only_word(rest.substr(1));
    }

    std::optional<std::string> only_word(std::string_view text) const {
        Reader reader(text, surroundings_);
        const std::optional<ShellCommand> command = reader.take_command();
        if (!command) return std::string();
        if (!command->certain || command->words.size() != 1 || !reader.rest().empty()) return std::nullopt;
        return command->words.front();
    }

    // $(dirname "$0"), $(readlink -f X), $(realpath X), $(cd X && pwd), in each other.
    std::optional<std::string> substitution(std::string_view inside) const {
        Reader reader(inside, surroundings_);
        const std::optional<ShellCommand> command = reader.take_command();
        if (!command || !command->certain) return std::nullopt;
        std::vector<std::string> words;
        for (const std::optional<std::string>& word : command->words) {
            if (!word) return std::nullopt;
            if (words.empty() || !word->starts_with('-'))
                words.push_back(*word);  // cd -P, readlink -f, dirname --
        }
        if (words.size() != 2) return std::nullopt;
        const std::optional<ShellCommand> second = reader.take_command();
        if (words[0] == "cd") {
            const bool is_told =
                second && second->certain && !second->words.empty() && second->words[0] == "pwd";
            return is_told && reader.rest().empty() ? surroundings_.files.real_path(words[1]) : std::nullopt;
        }
        if (second) return std::nullopt;
        if (words[0] == "dirname") return parent_of(words[1]);
        if (words[0] == "readlink" || words[0] == "realpath") return surroundings_.files.real_path(words[1]);
        return std::nullopt;
    }

    std::string_view text_;
    const ShellSurroundings& surroundings_;
};

}  // namespace

std::optional<ShellCommand> take_command(std::string_view& script, const ShellSurroundings& surroundings) {
    Reader reader(script, surroundings);
    std::optional<ShellCommand> command = reader.take_command();
    script = reader.rest();
    return command;
}

}  // namespace tao::launcher
