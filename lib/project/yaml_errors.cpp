#include "project/yaml_errors.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "project/yaml_lookalikes.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/secrets.hpp"
#include "text/utf8.hpp"

namespace tao::project::yaml {

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

void report_open_quote(text::Diagnostics& diagnostics, std::size_t offset) {
    diagnostics.error("syntax", "this quote is never closed", text::Span{offset, offset + 1},
                      "add the closing quote");
}

void report_tab(text::Diagnostics& diagnostics, std::size_t offset) {
    for (const text::Diagnostic& one : diagnostics.all()) {
        if (one.id == "tab") return;  // the same habit on every line needs saying once
    }
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
    const auto before = content.substr(0, offset).find_last_not_of(' ');
    if (before != std::string_view::npos && (content[before] == '"' || content[before] == '\'') &&
        source.at(offset) != ':') {
        return Mistake{
            source.word_at(offset), "this stands behind the closing quote of the value",
            "the quotes must hold the whole value; inside single quotes a quote is written twice: ''"};
    }
    const std::size_t start = source.line_start(offset);
    const std::size_t end = source.line_end(offset);
    const std::string_view line = content.substr(start, end - start);
    switch (source.at(offset)) {
        case '`':
            if (line.substr(offset - start).starts_with("```")) {
                return Mistake{source.word_at(offset),
                               "this line belongs to the page or text that the file was copied from",
                               "remove it, and the one behind the last line too"};
            }
            [[fallthrough]];
        case '@':
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
            if (line.substr(0, offset - start).find(": ") != std::string_view::npos) {
                return Mistake{{offset, offset + 1},
                               "a second colon with a blank behind it on this line",
                               "put the value in double quotes, or begin a new line for the second key"};
            }
            break;
        }
        default:
            break;
    }
    return std::nullopt;
}

// A quote that is never closed makes the parser stop at the end of the file; the user wants to see its start.
std::optional<std::size_t> open_quote(const Source& source, std::size_t offset) {
    const std::string_view content = source.content();
    if (offset < content.size()) return std::nullopt;
    for (std::size_t at = 0; at < content.size(); ++at) {
        const char before = at == 0 ? '\n' : content[at - 1];
        if (content[at] == '#' && std::string_view(" \t\n").find(before) != std::string_view::npos) {
            at = std::min(content.find('\n', at), content.size());
        } else if ((content[at] == '"' || content[at] == '\'') &&
                   std::string_view(" \t\n[{,:").find(before) != std::string_view::npos) {
            const auto closing = source.closing_quote(at);
            if (!closing) return at;
            at = *closing;
        }
    }
    return std::nullopt;
}

std::optional<Mistake> bad_escape(const Source& source, std::size_t offset) {
    const auto backslash = source.content().substr(0, offset).rfind('\\');
    if (backslash == std::string_view::npos) return std::nullopt;
    return Mistake{{backslash, offset},
                   "this escape does not exist in YAML",
                   "write \\\\ for a backslash, or use single quotes, where a backslash is one"};
}

// The parser stops at the colon of a line that does not fit; what does not fit is its key.
text::Span key_or_word(const Source& source, std::size_t offset) {
    const text::Span word = source.word_at(offset);
    if (source.at(offset) != ':') return word;
    const auto key = source.content().find_first_not_of(" \t", source.line_start(offset));
    return {std::min(key, offset), offset + 1};
}

// "version 1" or "version:1" above a map is a text by itself, in which the map's first key does not fit.
std::optional<Mistake> no_key_above(const Source& source, std::size_t offset) {
    const std::string_view content = source.content();
    const std::string_view above = content.substr(0, source.line_start(offset));
    const auto last = above.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) return std::nullopt;
    const std::size_t line_begin = source.line_start(last);
    const std::size_t begin = content.find_first_not_of(" \t", line_begin);
    const std::string_view line = content.substr(begin, last + 1 - begin);
    if (line.size() > 1 && line[0] == '-' && line[1] != ' ' && line[1] != '-') {
        return Mistake{{begin, begin + 1},
                       "a blank is missing behind the -",
                       "write " + text::visible(text::without_secrets("- " + std::string(line.substr(1))))};
    }
    const bool has_key = line.ends_with(':') || line.find(": ") != std::string_view::npos;
    const std::size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    if (has_key || end == 0 || end == std::string_view::npos || !text::is_one_of(": =", line[end]))
        return std::nullopt;
    // Also version = 1.
    const std::size_t value = line.find_first_not_of(" =", end + (line[end] == ':' ? 1 : 0));
    return Mistake{{begin, last + 1},
                   "this is no key with a value",
                   "a key ends with a colon and a blank: write " +
                       text::visible(std::string(line.substr(0, end)) + ": " +
                                     std::string(line.substr(std::min(value, line.size()))))};
}

}  // namespace

void report_syntax_error(const Source& source, text::Diagnostics& diagnostics, std::size_t offset,
                         std::optional<std::size_t> open_bracket, bool in_escape) {
    if (!open_bracket) {
        const std::size_t start = source.line_start(offset);
        const auto text = source.content().find_first_not_of(" \t", start);
        if (const auto tab = source.tab_before(std::min(text, source.content().size()))) {
            return report_tab(diagnostics, *tab);
        }
    }
    if (const auto lookalike = lookalike_above(source, offset))
        return report_lookalike(source, diagnostics, *lookalike);
    std::optional<Mistake> mistake;
    if (in_escape) mistake = bad_escape(source, offset);
    if (!mistake) {
        if (const auto quote = open_quote(source, offset)) return report_open_quote(diagnostics, *quote);
    }
    if (!mistake && open_bracket) mistake = in_brackets(source, offset, *open_bracket);
    if (!mistake && !open_bracket && source.at(offset) == ':') mistake = no_key_above(source, offset);
    if (!mistake) mistake = by_character(source, offset);
    if (!mistake) {
        mistake = Mistake{key_or_word(source, offset), "this line does not fit the lines above it",
                          "keys of one map begin in the same column; a key ends with a colon and a blank"};
    }
    diagnostics.error("syntax", mistake->message, mistake->where, mistake->hint);
}

}  // namespace tao::project::yaml
