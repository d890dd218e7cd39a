#include "project/yaml_source.hpp"

#include <yaml-cpp/mark.h>

#include <algorithm>

#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace tao::project::yaml {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r\n";

bool is_null_word(std::string_view word) {
    return word == "~" || word == "null" || word == "Null" || word == "NULL";
}

}  // namespace

Source::Source(std::string_view content)
    : content_(content), mark_length_(content.starts_with(byte_order_mark) ? byte_order_mark.size() : 0) {}

std::size_t Source::offset(const YAML::Mark& mark) const {
    if (mark.pos < 0) return content_.size();
    return std::min(static_cast<std::size_t>(mark.pos) + mark_length_, content_.size());
}

std::size_t Source::line_start(std::size_t offset) const {
    if (offset == 0) return 0;
    const auto before = content_.rfind('\n', std::min(offset, content_.size()) - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t Source::line_end(std::size_t offset) const {
    std::size_t end = std::min(content_.find('\n', offset), content_.size());
    if (end > offset && content_[end - 1] == '\r') --end;
    return end;
}

text::Span Source::scalar_at(std::size_t offset, std::string_view value) const {
    const char first = at(offset);
    if (first == '"' || first == '\'') {
        for (std::size_t next = offset + 1; next < content_.size(); ++next) {
            if (first == '"' && content_[next] == '\\') {
                ++next;
            } else if (content_[next] == first) {
                if (first == '"' || at(next + 1) != '\'') return {offset, next + 1};
                ++next;  // '' inside single quotes is a quote
            }
        }
        return {offset, line_end(offset)};
    }
    if (!value.empty() && content_.substr(offset).starts_with(value)) return {offset, offset + value.size()};
    return {offset, std::max(line_end(offset), std::min(offset + 1, content_.size()))};
}

std::optional<std::size_t> Source::verbatim(text::Span scalar, std::string_view value) const {
    const std::string_view written = content_.substr(scalar.begin, scalar.end - scalar.begin);
    if (written == value) return scalar.begin;
    const bool in_quotes = written.size() >= 2 && (written[0] == '"' || written[0] == '\'');
    if (in_quotes && written.substr(1, written.size() - 2) == value) return scalar.begin + 1;
    return std::nullopt;
}

text::Span Source::word_at(std::size_t offset) const {
    const auto end = std::min(content_.find_first_of(" \t\r\n,[]{}", offset), content_.size());
    return {offset, std::max(end, std::min(offset + 1, content_.size()))};
}

text::Span Source::null_at(std::size_t offset) const {
    const text::Span word = word_at(offset);
    if (has_null_word(word)) return word;
    const auto last = offset == 0 ? std::string_view::npos : content_.find_last_not_of(blanks, offset - 1);
    if (last == std::string_view::npos) return {offset, offset};
    return {last, last + 1};
}

bool Source::has_null_word(text::Span where) const {
    return is_null_word(content_.substr(where.begin, where.end - where.begin));
}

std::optional<std::size_t> Source::tab_before(std::size_t offset) const {
    const std::size_t start = line_start(offset);
    const std::string_view indentation = content_.substr(start, offset - start);
    if (indentation.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
    const auto tab = indentation.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    return start + tab;
}

std::optional<std::size_t> Source::document_marker(std::size_t from, std::size_t to) const {
    for (std::size_t at = line_start(from); at <= to && at < content_.size();) {
        const std::string_view line = content_.substr(at, line_end(at) - at);
        if (at >= from && (line.starts_with("---") || line.starts_with("..."))) return at;
        const auto end = content_.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    return std::nullopt;
}

bool check_characters(const Source& source, text::Diagnostics& diagnostics) {
    const std::string_view content = source.content();
    if (const auto invalid = text::find_invalid(content); invalid != std::string_view::npos) {
        diagnostics.error("not-utf8", "this byte is not UTF-8 text", text::Span{invalid, invalid + 1},
                          "save the file with the encoding UTF-8");
        return false;
    }
    for (std::size_t at = 0; at < content.size(); ++at) {
        const auto byte = static_cast<unsigned char>(content[at]);
        const bool line_end = byte == '\n' || (byte == '\r' && source.at(at + 1) == '\n');
        if ((byte >= 0x20 && byte != 0x7F) || byte == '\t' || line_end) continue;
        diagnostics.error(
            "control-character",
            "the character " + text::visible(content.substr(at, 1)) + " cannot be in a project file",
            text::Span{at, at + 1}, "remove it, or write it as an escape in double quotes");
        return false;
    }
    return true;
}

void report_anchor(const Source& source, text::Diagnostics& diagnostics, std::size_t offset) {
    diagnostics.error("anchor", "anchors (&NAME) and aliases (*NAME) are not used in project files",
                      source.word_at(offset),
                      std::string("write the value out; a value that begins with ") +
                          (source.at(offset) == '*' ? '*' : '&') + " needs quotes");
}

void report_tab(text::Diagnostics& diagnostics, std::size_t offset) {
    diagnostics.error("tab", "a tab cannot indent a line in YAML", text::Span{offset, offset + 1},
                      "replace it by blanks");
}

namespace {

// A mistake recognised by what stands where the parser stopped.
struct Mistake {
    text::Span where;
    std::string message, hint;
};

std::optional<Mistake> in_brackets(const Source& source, std::size_t offset, std::size_t bracket) {
    const char opened = source.at(bracket);
    const char closing = opened == '[' ? ']' : '}';
    const std::size_t dollar = offset == 0 ? 0 : offset - 1;
    for (const std::size_t at : {dollar, offset}) {
        if (source.at(at) == '$' && source.at(at + 1) == '{') {
            return Mistake{{at, at + 2},
                           "inside [ ] and { } the braces of ${...} are taken for those of a map",
                           "put the value in double quotes"};
        }
    }
    if (offset >= source.content().size() ||
        source.content().find(closing, bracket) == std::string_view::npos) {
        return Mistake{{bracket, bracket + 1},
                       std::string("this ") + opened + " is never closed",
                       std::string("add the missing ") + closing};
    }
    return Mistake{source.word_at(offset),
                   std::string("this does not fit into the ") + (opened == '[' ? "list [ ]" : "map { }") +
                       " that is open here",
                   "a comma, a quote or a closing bracket may be missing before it"};
}

std::optional<Mistake> by_character(const Source& source, std::size_t offset) {
    const std::string_view content = source.content();
    const std::size_t start = source.line_start(offset);
    const std::size_t end = source.line_end(offset);
    const std::string_view line = content.substr(start, end - start);
    switch (source.at(offset)) {
        case '@':
        case '`':
        case '%':
            return Mistake{source.word_at(offset),
                           std::string("a value cannot begin with ") + source.at(offset) + " in YAML",
                           "put the value in double quotes"};
        case ']':
        case '}':
            return Mistake{{offset, offset + 1},
                           std::string("this ") + source.at(offset) + " closes nothing that is open",
                           "remove it, or add the opening bracket"};
        case '-':
            if (line.find_first_not_of(" -") != std::string_view::npos &&
                content.substr(start, offset - start).find(':') != std::string_view::npos) {
                return Mistake{{offset, offset + 1},
                               "a list cannot begin on the line of its key",
                               "put the - on a line of its own below the key, or write [a, b]"};
            }
            break;
        case ':': {
            const std::string_view before = line.substr(0, offset - start);
            if (before.find(": ") != std::string_view::npos) {
                return Mistake{{offset, offset + 1},
                               "a second colon with a blank behind it on this line",
                               "put the value in double quotes, or begin a new line for the second key"};
            }
            break;
        }
        case '\0':
            break;
        default:
            break;
    }
    return std::nullopt;
}

// A quote that is never closed makes the parser stop at the end of the file; the user wants to see its start.
std::optional<Mistake> unclosed_quote(const Source& source, std::size_t offset) {
    const std::string_view content = source.content();
    if (offset < content.size()) return std::nullopt;
    for (std::size_t at = 0; at < content.size(); ++at) {
        if (content[at] == '#' && (at == 0 || content[at - 1] == ' ' || content[at - 1] == '\n')) {
            at = std::min(content.find('\n', at), content.size());
            continue;
        }
        if (content[at] != '"' && content[at] != '\'') continue;
        if (at > 0 && std::string_view(" \t\n[{,").find(content[at - 1]) == std::string_view::npos) continue;
        const char quote = content[at];
        const std::size_t opened = at;
        for (++at; at < content.size() && content[at] != quote; ++at) {
            if (quote == '"' && content[at] == '\\') ++at;
        }
        if (at >= content.size()) {
            return Mistake{{opened, opened + 1}, "this quote is never closed", "add the closing quote"};
        }
    }
    return std::nullopt;
}

}  // namespace

void report_syntax_error(const Source& source, text::Diagnostics& diagnostics, std::size_t offset,
                         std::optional<std::size_t> open_bracket) {
    if (!open_bracket) {
        const std::size_t start = source.line_start(offset);
        const auto text = source.content().find_first_not_of(" \t", start);
        if (const auto tab = source.tab_before(std::min(text, source.content().size()))) {
            return report_tab(diagnostics, *tab);
        }
    }
    std::optional<Mistake> mistake = unclosed_quote(source, offset);
    if (!mistake && open_bracket) mistake = in_brackets(source, offset, *open_bracket);
    if (!mistake && offset > 0 && source.at(offset - 1) == '\\') {
        mistake = Mistake{{offset - 1, offset + 1},
                          "this escape does not exist in YAML",
                          "write \\\\ for a backslash, or use single quotes, where a backslash is one"};
    }
    if (!mistake) mistake = by_character(source, offset);
    if (!mistake) {
        mistake = Mistake{source.word_at(offset), "this line does not fit the lines above it",
                          "keys of one map begin in the same column; a key ends with a colon and a blank"};
    }
    diagnostics.error("syntax", mistake->message, mistake->where, mistake->hint);
}

}  // namespace tao::project::yaml
