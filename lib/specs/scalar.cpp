#include "specs/scalar.hpp"

#include <algorithm>
#include <cstdint>

namespace tao::specs {

namespace {

bool has_backslashes(Writing writing) {
    return writing == Writing::double_quoted || writing == Writing::json || writing == Writing::protobuf;
}

int digit(char byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return 16;
}

// A number of up to `most` digits; `taken`: how many it has.
std::uint32_t number(std::string_view digits, int base, std::size_t most, std::size_t& taken) {
    std::uint32_t value = 0;
    for (taken = 0; taken < most && taken < digits.size() && digit(digits[taken]) < base; ++taken)
        value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit(digits[taken]));
    return value;
}

std::string utf8(std::uint32_t code) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80U) return {static_cast<char>(code)};
    if (code < 0x800U) return {static_cast<char>(0xC0U | (code >> 6U)), tail(0)};
    if (code < 0x10000U) return {static_cast<char>(0xE0U | (code >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | ((code >> 18U) & 0x07U)), tail(12), tail(6), tail(0)};
}

struct Escape {
    std::string text;
    std::size_t length = 0;  // with the backslash; 0: none that is known
};

// \xHH is a byte in protobuf text and a character in YAML; \uHHHH and \UHHHHHHHH are characters. Surrogate pairs, JSON's
// way to write what is above U+FFFF, are read as one.
Escape coded(std::string_view written, Writing writing) {
    std::size_t taken = 0;
    const char kind = written[1];
    if (kind == 'x' && writing != Writing::json) {
        const std::uint32_t code = number(written.substr(2), 16, 2, taken);
        if (taken == 0) return {};
        const bool byte = writing == Writing::protobuf;
        return {byte ? std::string(1, static_cast<char>(code)) : utf8(code), taken + 2};
    }
    if (kind == 'u' || (kind == 'U' && writing != Writing::json)) {
        const std::size_t digits = kind == 'u' ? 4 : 8;
        std::uint32_t code = number(written.substr(2), 16, digits, taken);
        if (taken != digits || code > 0x10FFFFU) return {};
        std::size_t length = 2 + digits;
        if (code >= 0xD800U && code < 0xDC00U && written.substr(length).starts_with("\\u")) {
            const std::uint32_t low = number(written.substr(length + 2), 16, 4, taken);
            if (taken == 4 && low >= 0xDC00U && low < 0xE000U) {
                code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
                length += 6;
            }
        }
        return {utf8(code), length};
    }
    if (writing == Writing::protobuf && digit(kind) < 8) {
        const std::uint32_t code = number(written.substr(1), 8, 3, taken);
        return {std::string(1, static_cast<char>(code)), taken + 1};
    }
    return {};
}

Escape escape_at(std::string_view written, Writing writing) {
    if (written.size() < 2) return {};
    switch (written[1]) {
        case '"':
        case '\\':
        case '/':
        case '\'':
            return {std::string(1, written[1]), 2};
        case 'n':
            return {"\n", 2};
        case 't':
            return {"\t", 2};
        case 'r':
            return {"\r", 2};
        default:
            return coded(written, writing);
    }
}

// YAML's quotes go over lines: one end of a line is a blank, several are one less, and what is blank around them counts for
// nothing. Behind a backslash, in double quotes, the end of a line is nothing at all.
Escape fold_at(std::string_view written, Writing writing) {
    const bool escaped = writing == Writing::double_quoted && written.starts_with('\\');
    std::size_t at = escaped ? 1 : std::min(written.find_first_not_of(" \t\r"), written.size());
    if (escaped && written.substr(1).starts_with('\r')) ++at;
    if (at >= written.size() || written[at] != '\n') return {};
    const std::size_t end = std::min(written.find_first_not_of(" \t\r\n", at), written.size());
    const std::string_view ends = written.substr(at, end - at);
    const auto more = static_cast<std::size_t>(std::count(ends.begin(), ends.end(), '\n')) - 1;
    return {more > 0 ? std::string(more, '\n') : std::string(escaped ? "" : " "), end};
}

}  // namespace

SpecScalar::SpecScalar(std::string_view written, Writing writing) : written_size_(written.size()) {
    const bool backslashes = has_backslashes(writing);
    const char sign = backslashes ? '\\' : '\'';
    const bool escapes = backslashes || writing == Writing::single_quoted;
    const bool folds = writing == Writing::double_quoted || writing == Writing::single_quoted;
    if (!escapes || (written.find(sign) == std::string_view::npos &&
                     (!folds || written.find('\n') == std::string_view::npos))) {
        text_ = written;
        return;
    }
    for (std::size_t at = 0; at < written.size();) {
        Escape escape;
        const bool in_blanks = at > 0 && (written[at - 1] == ' ' || written[at - 1] == '\t');
        if (folds && !in_blanks) escape = fold_at(written.substr(at), writing);
        if (escape.length == 0 && written[at] == sign) {
            escape = backslashes ? escape_at(written.substr(at), writing) : Escape{"'", 2};
        }
        if (escape.length == 0) escape = {std::string(1, written[at]), 1};
        append(escape.text, at);
        at += escape.length;
    }
}

void SpecScalar::append(std::string_view text, std::size_t offset) {
    text_ += text;
    offsets_.insert(offsets_.end(), text.size(), offset);
}

paths::Place SpecScalar::written(paths::Place part) const {
    if (offsets_.empty()) return part;
    const auto offset = [&](std::size_t at) { return at < offsets_.size() ? offsets_[at] : written_size_; };
    return {.begin = offset(part.begin), .end = offset(part.end)};
}

std::string written_as(std::string_view text, Writing writing) {
    std::string result;
    for (const char byte : text) {
        if (writing == Writing::single_quoted && byte == '\'') result += '\'';
        if (has_backslashes(writing)) {
            const bool quote = byte == '"' || (byte == '\'' && writing == Writing::protobuf);
            if (quote || byte == '\\') result += '\\';
            if (byte == '\t' || byte == '\r') {
                result += byte == '\t' ? "\\t" : "\\r";
                continue;
            }
        }
        result += byte;
    }
    return result;
}

bool needs_quotes(std::string_view text, Writing writing) {
    if (writing != Writing::plain && writing != Writing::plain_in_flow) return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return true;
    if (text.ends_with(':') || text.ends_with(' ')) return true;
    return writing == Writing::plain_in_flow && text.find_first_of(",[]{}") != std::string_view::npos;
}

}  // namespace tao::specs
