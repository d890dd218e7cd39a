#include "paths/shell_words.hpp"

#include <algorithm>
#include <optional>

#include "text/characters.hpp"

namespace tao::paths {

namespace {

// One pass over the word; gives up where the shells would do more than take quotes away and replace variables.
class ShellReader {
  public:
    ShellReader(std::string_view word, const os::Environment& environment)
        : word_(word), environment_(environment) {}

    std::optional<std::string> read() {
        if (word_.starts_with('#')) return std::nullopt;  // a comment
        result_.reserve(word_.size());
        while (at_ < word_.size()) {
            if (!read_byte(word_[at_])) return std::nullopt;
        }
        if (quote_open_ || !open_.empty()) return std::nullopt;
        return std::move(result_);
    }

  private:
    bool read_byte(char byte) {
        if (byte == '$') return read_reference();
        if (byte == '\\' || byte == '\'' || byte == '`') return false;
        if (byte == '"') {
            quote_open_ = !quote_open_;
            if (!open_.empty()) result_ += byte;
            ++at_;
            return true;
        }
        if (!quote_open_ && !read_sign(byte)) return false;
        result_ += byte;
        ++at_;
        return true;
    }

    // A byte outside of quotes.
    bool read_sign(char byte) {
        if (text::is_one_of(";&|<>()", byte)) return false;
        if (text::is_one_of(" \t\n", byte)) return !open_.empty();
        if (byte == '[' || byte == '{') open_ += byte == '[' ? ']' : '}';
        if (byte == ']' || byte == '}') {
            if (open_.ends_with(byte)) open_.pop_back();
        }
        return true;
    }

    // $NAME and ${NAME}, at the $.
    bool read_reference() {
        const std::string_view rest = word_.substr(at_);
        const char behind = rest.size() > 1 ? rest[1] : '\0';
        // $"..." is "..." in the user's language; inside of quotes it is a dollar in front of their end.
        if (behind == '"' && !quote_open_ && open_.empty()) {
            ++at_;
            return true;
        }
        const bool ends_quotes = behind == '"' && quote_open_;
        if (text::is_one_of("([\"'?$!@*#-0123456789", behind) && !ends_quotes) return false;
        const std::size_t begin = behind == '{' ? 2 : 1;
        std::size_t end = begin;
        while (end < rest.size() &&
               (end == begin ? text::starts_name(rest[end]) : text::continues_name(rest[end])))
            ++end;
        const std::string_view name = rest.substr(begin, end - begin);
        if (begin == 2) {
            if (name.empty() || end == rest.size() || rest[end] != '}') return false;
            ++end;
        }
        const auto value = name.empty() ? std::nullopt : environment_.get(name);
        if (value) {
            result_ += *value;
        } else {
            if (name.empty()) end = 1;
            result_ += rest.substr(0, end);
        }
        at_ += end;
        return true;
    }

    std::string_view word_;
    const os::Environment& environment_;
    std::size_t at_ = 0;
    bool quote_open_ = false;
    std::string open_;  // the brackets that must still close, innermost last
    std::string result_;
};

bool is_file_as_typed(std::string_view text, const std::function<bool(std::string_view)>& is_file) {
    const auto last_sign = text.find_last_of("\"$");
    if (last_sign == std::string_view::npos) return false;
    return is_file(text.substr(0, text.find('/', last_sign)));
}

// In the places where a path may stand without brackets around it.
bool is_meant_as_typed(std::string_view word, const std::function<bool(std::string_view)>& is_file) {
    if (!is_file) return false;
    if (is_file_as_typed(word, is_file)) return true;
    if (word.starts_with('-') && !word.starts_with("--") && word.size() > 2 &&
        is_file_as_typed(word.substr(2), is_file)) {
        return true;
    }
    const auto equals = word.find('=');
    return equals != std::string_view::npos && is_file_as_typed(word.substr(equals + 1), is_file);
}

}  // namespace

std::string resolve_as_shell(std::string_view word, const os::Environment& environment,
                             const std::function<bool(std::string_view)>& is_file) {
    if (word.find_first_of("\"$") == std::string_view::npos) return std::string(word);
    auto resolved = ShellReader(word, environment).read();
    if (!resolved || *resolved == word || is_meant_as_typed(word, is_file)) return std::string(word);
    return std::move(*resolved);
}

}  // namespace tao::paths
