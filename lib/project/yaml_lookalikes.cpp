#include "project/yaml_lookalikes.hpp"

#include <algorithm>
#include <string>

#include "text/characters.hpp"
#include "text/lookalikes.hpp"
#include "text/utf8.hpp"

namespace tao::project::yaml {

namespace {

// What a key, a value or an entry of a list begins with in YAML, or in a number or path; names may begin with any letter.
constexpr std::string_view signs = " -\"':[]{}#,~/.$0123456789";

bool is_sign(char meant) {
    return meant != '\0' && text::is_one_of(signs, meant);
}

// In front of the text, or behind the name that it begins with.
std::optional<std::size_t> in_entry(std::string_view text, bool may_be_key) {
    if (is_sign(text::looks_like(text, 0))) return 0;
    if (!may_be_key) return std::nullopt;
    std::size_t end = 0;
    while (end < text.size() && text::continues_name(text[end]))
        ++end;
    if (end == 0 || end == text.size()) return std::nullopt;
    const char meant = text::looks_like(text, end);
    if (meant == ':' || meant == ',') return end;
    if (text[end] == ':' && text::looks_like(text, end + 1) == ' ') return end + 1;
    return std::nullopt;
}

// A blank that is none at the end of the text.
std::optional<std::size_t> blank_at_end(std::string_view text) {
    if (text.empty()) return std::nullopt;
    std::size_t last = text.size() - 1;
    constexpr unsigned char continuation = 0x80;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == continuation)
        --last;
    return text::looks_like(text, last) == ' ' ? std::optional(last) : std::nullopt;
}

std::optional<std::size_t> in_line(std::string_view line) {
    std::size_t at = std::min(line.find_first_not_of(' '), line.size());
    while (line.substr(at).starts_with("- "))
        at = std::min(line.find_first_not_of(' ', at + 1), line.size());
    const std::string_view entry = line.substr(at);
    if (entry.starts_with('#')) return std::nullopt;
    if (const auto found = in_entry(entry, true)) return at + *found;
    const auto colon = entry.find(": ");
    const auto value =
        colon == std::string_view::npos ? std::string_view::npos : entry.find_first_not_of(' ', colon + 1);
    if (value == std::string_view::npos) return std::nullopt;
    if (const auto found = in_entry(entry.substr(value), false)) return at + value + *found;
    return std::nullopt;
}

const char* hint_for(char meant) {
    switch (meant) {
        case '"':
        case '\'':
            return "write \" in its place, everywhere; if the value begins with it, put \" around the whole";
        case ' ':
            return "write a blank in its place, everywhere: one of the space bar";
        case ':':
            return "write a colon and a blank in its place, everywhere";
        default:
            return "write what it looks like, everywhere";
    }
}

}  // namespace

std::optional<std::size_t> lookalike_in_scalar(const Source& source, std::size_t offset,
                                               std::string_view value, bool is_value_of_key) {
    const std::string_view line =
        source.content().substr(offset, std::max(source.line_end(offset), offset) - offset);
    if (const auto found = in_entry(line.substr(0, value.size()), !is_value_of_key)) return offset + *found;
    if (!line.starts_with(value)) return std::nullopt;
    if (const auto found = blank_at_end(value)) return offset + *found;
    return std::nullopt;
}

std::optional<std::size_t> lookalike_above(const Source& source, std::size_t offset) {
    const std::string_view content = source.content();
    for (std::size_t begin = 0; begin < content.size() && begin <= offset;) {
        const std::string_view line = content.substr(begin, source.line_end(begin) - begin);
        if (const auto found = in_line(line)) return begin + *found;
        begin = std::min(content.find('\n', begin), content.size() - 1) + 1;
    }
    return std::nullopt;
}

void report_lookalike(const Source& source, text::Diagnostics& diagnostics, std::size_t offset) {
    const std::string message =
        "this " + text::look_of(source.content(), offset) + ", as web pages and word processors have it";
    for (const text::Diagnostic& one : diagnostics.all()) {
        if (one.message == message) return;
    }
    const text::Character character = text::character_at(source.content(), offset);
    diagnostics.error("lookalike", message, text::Span{offset, offset + character.length},
                      hint_for(text::looks_like(character.code)));
}

bool looks_like_quote(const Source& source, std::size_t offset) {
    const char meant = text::looks_like(source.content(), offset);
    return meant == '"' || meant == '\'';
}

}  // namespace tao::project::yaml
