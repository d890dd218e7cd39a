#include "paths/shell_words.hpp"

#include <optional>

namespace tao::paths {

namespace {

bool starts_name(char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_';
}

bool continues_name(char byte) {
    return starts_name(byte) || (byte >= '0' && byte <= '9');
}

// A quote or a backslash inside would make the quotes mean something else to a shell: no pair around the
// whole.
std::string_view without_quotes(std::string_view word) {
    if (word.size() < 2 || !word.starts_with('"') || !word.ends_with('"')) return word;
    const std::string_view inside = word.substr(1, word.size() - 2);
    if (inside.find('"') != std::string_view::npos || inside.ends_with('\\')) return word;
    return inside;
}

struct Reference {
    std::string_view name;
    std::size_t size = 0;  // of $NAME or ${NAME}, with its signs
};

// The reference that starts at the $ in front of the text; nothing if there is none.
std::optional<Reference> reference_at(std::string_view text) {
    const std::size_t begin = text.size() > 1 && text[1] == '{' ? 2 : 1;
    if (begin >= text.size() || !starts_name(text[begin])) return std::nullopt;
    std::size_t end = begin;
    while (end < text.size() && continues_name(text[end]))
        ++end;
    const std::string_view name = text.substr(begin, end - begin);
    if (begin == 1) return Reference{.name = name, .size = end};
    if (end == text.size() || text[end] != '}') return std::nullopt;
    return Reference{.name = name, .size = end + 1};
}

}  // namespace

std::string resolve_as_shell(std::string_view word, const os::Environment& environment) {
    const std::string_view text = without_quotes(word);
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            result.append(text.substr(at, 2));
            at += 2;
            continue;
        }
        const auto reference = text[at] == '$' ? reference_at(text.substr(at)) : std::nullopt;
        const auto value = reference ? environment.get(reference->name) : std::nullopt;
        if (!value) {
            result += text[at];
            ++at;
            continue;
        }
        result.append(*value);
        at += reference->size;
    }
    return result;
}

}  // namespace tao::paths
