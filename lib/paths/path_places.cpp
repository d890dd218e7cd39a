#include "paths/path_places.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

// Hydra's keys: package and group, a/b@pkg:pkg, dotted names, list positions. "=" ends them.
bool is_key_byte(char byte) {
    return text::is_letter(byte) || text::is_digit(byte) ||
           std::string_view("_-./@:$[]").find(byte) != std::string_view::npos;
}

// Where the value of the word begins: behind the option's or Hydra key's "=", behind a short option, at 0.
std::size_t value_begin(std::string_view word) {
    if (text::starts_path(word)) return 0;
    if (word.starts_with('-')) {
        if (word.size() > 2 && text::is_letter(word[1]) && text::starts_path(word.substr(2))) return 2;
        const auto equals = word.find('=');
        const auto slash = word.find('/');
        // "--opt data/x"
        if (word.starts_with("--") && word.find("://") == std::string_view::npos &&
            word.find(' ') < std::min(equals, word.size()))
            return 0;
        // In -x/a=b the "=" belongs to the path.
        if (equals != std::string_view::npos && equals < slash) return equals + 1;
        if (word.size() > 2 && text::is_letter(word[1])) return 2;
        // --opt:/path
        const auto colon = word.find(':');
        return colon != std::string_view::npos && text::starts_path(word.substr(colon + 1)) ? colon + 1
                                                                                            : word.size();
    }
    std::size_t at = 0;
    while (at < word.size() && (word[at] == '+' || word[at] == '~') && at < 2)
        ++at;
    if (at == word.size() || !text::continues_name(word[at])) return 0;
    while (at < word.size() && is_key_byte(word[at]))
        ++at;
    return at < word.size() && word[at] == '=' ? at + 1 : 0;
}

// Behind the "}" of an interpolation ${...} that begins there; the same place: none does.
std::size_t end_of_interpolation(std::string_view word, std::size_t at) {
    if (!word.substr(at).starts_with("${")) return at;
    std::size_t depth = 0;
    for (std::size_t end = at + 1; end < word.size(); ++end) {
        if (word[end] == '{') ++depth;
        if (word[end] == '}' && --depth == 0) return end + 1;
    }
    return at;
}

char closing(char opening) {
    switch (opening) {
        case '[':
            return ']';
        case '{':
            return '}';
        case '(':
            return ')';
        default:
            return '\0';
    }
}

// choice(...), glob(...): a name directly in front of a bracket. Its length, or 0.
std::size_t function_name(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && text::continues_name(text[at]))
        ++at;
    return at > 0 && at < text.size() && text[at] == '(' ? at : 0;
}

// Reads Hydra's value grammar as far as the places of its elements go. One pass, no recursion: the depth of
// the brackets is the user's, the stack of the process is not.
class ElementReader {
  public:
    ElementReader(std::string_view word, std::size_t at) : word_(word), at_(at) {}

    std::vector<Place> read() {
        while (at_ < word_.size()) {
            const char byte = word_[at_];
            if (is_blank(byte)) {
                ++at_;
            } else if (byte == ',' || (byte == ':' && in_dictionary())) {
                expects_element_ = true;
                at_key_ = byte == ',';
                ++at_;
            } else if (!open_.empty() && byte == open_.back()) {
                open_.pop_back();
                expects_element_ = false;
                ++at_;
            } else if (!expects_element_) {
                if (open_.empty()) break;  // [a]/b is no list: what follows belongs to nothing
                ++at_;
            } else if (!read_element(byte)) {
                break;
            }
        }
        return std::move(places_);
    }

  private:
    bool in_dictionary() const { return !open_.empty() && open_.back() == '}'; }

    // False if it has no end.
    bool read_element(char first) {
        if (closing(first) != '\0') {
            open_.push_back(closing(first));
            at_key_ = true;
            ++at_;
            return true;
        }
        if (const std::size_t name = function_name(word_.substr(at_)); name != 0) {
            at_ += name;
            return true;
        }
        expects_element_ = false;
        if (first == '\'' || first == '"') return read_quoted(first);
        read_bare();
        return true;
    }

    bool read_quoted(char quote) {
        std::size_t end = at_ + 1;
        while (end < word_.size() && word_[end] != quote)
            end += word_[end] == '\\' ? 2 : 1;
        if (end >= word_.size()) return false;
        add(at_ + 1, end);
        at_ = end + 1;
        return true;
    }

    // Up to what ends it where it stands: a bracket of another kind, or a colon behind a key, is part of a
    // name.
    void read_bare() {
        std::size_t end = at_;
        const bool is_key = in_dictionary() && at_key_;
        while (end < word_.size() && word_[end] != ',') {
            if (const std::size_t behind = end_of_interpolation(word_, end); behind > end) {
                end = behind;
                continue;
            }
            if (!open_.empty() && word_[end] == open_.back()) break;
            if (is_key && word_[end] == ':') break;
            ++end;
        }
        std::size_t trimmed = end;
        while (trimmed > at_ && is_blank(word_[trimmed - 1]))
            --trimmed;
        add(at_, trimmed);
        at_ = end;
    }

    void add(std::size_t begin, std::size_t end) {
        if (end > begin) places_.push_back({.begin = begin, .end = end});
    }

    std::string_view word_;
    std::size_t at_;
    std::vector<char> open_;  // the brackets that must still close, innermost last
    bool expects_element_ = true;
    bool at_key_ = false;  // of a dictionary
    std::vector<Place> places_;
};

bool is_structured(std::string_view value) {
    if (value.empty()) return false;
    return closing(value.front()) != '\0' || value.front() == '\'' || value.front() == '"' ||
           (function_name(value) != 0 && value.ends_with(')'));
}

}  // namespace

std::vector<Place> path_places(std::string_view word) {
    const std::size_t begin = value_begin(word);
    if (begin == word.size()) return {};
    if (is_structured(word.substr(begin))) return ElementReader(word, begin).read();
    return {{.begin = begin, .end = word.size()}};
}

}  // namespace tao::paths
