#include "text/escape.hpp"

#include <charconv>
#include <system_error>

#include "text/utf8.hpp"

namespace tao::text {

namespace {

constexpr char hexadecimal[] = "0123456789abcdef";

struct Range {
    char32_t first, last;
};

// What a terminal obeys instead of showing (C1), what reorders or hides text (Unicode bidirectional controls,
// as in "Trojan Source"), and what some programs take for the end of a line.
constexpr Range made_visible[] = {
    {0x80, 0x9F},     {0x61C, 0x61C},   {0x200B, 0x200F}, {0x2028, 0x202E},
    {0x2060, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
};

bool needs_escape(char32_t code) {
    for (const Range& range : made_visible) {
        if (code >= range.first && code <= range.last) return true;
    }
    return false;
}

void append_byte(std::string& result, unsigned byte) {
    result += "\\x";
    result += hexadecimal[byte >> 4U];
    result += hexadecimal[byte & 0xFU];
}

void append_code(std::string& result, char32_t code) {
    result += "\\u";
    for (unsigned shift = 16; shift > 0;) {
        shift -= 4;
        result += hexadecimal[(code >> shift) & 0xFU];
    }
}

void append_control(std::string& result, char32_t code) {
    switch (code) {
        case '\n':
            result += "\\n";
            return;
        case '\t':
            result += "\\t";
            return;
        case '\r':
            result += "\\r";
            return;
        default:
            append_byte(result, static_cast<unsigned>(code));
    }
}

bool is_bare(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') ||
           std::string_view("_@%+=:,./-").find(character) != std::string_view::npos ||
           static_cast<unsigned char>(character) >= 0x80;
}

// With bash's and zsh's escapes, for what a terminal must not get as it is. fish has no such quotes and says so.
std::string in_dollar_quotes(std::string_view text) {
    std::string result = "$'";
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = text.substr(at, character_at(text, at).length);
        if (character == "'" || character == "\\") result += '\\';
        result += visible(character);
        at += character.size();
    }
    return result + "'";
}

}  // namespace

std::string visible(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        if (!character.valid) {
            append_byte(result, static_cast<unsigned>(character.code));
        } else if (character.code < 0x20 || character.code == 0x7F) {
            append_control(result, character.code);
        } else if (needs_escape(character.code)) {
            append_code(result, character.code);
        } else {
            result += text.substr(at, character.length);
        }
        at += character.length;
    }
    return result;
}

std::string quoted(std::string_view text) {
    return "'" + visible(text) + "'";
}

std::string shell_word(std::string_view text) {
    if (visible(text) != text) return in_dollar_quotes(text);
    bool bare = !text.empty();
    for (const char character : text)
        bare = bare && is_bare(character);
    // zsh replaces a leading = by the path of a command, old fish a leading % by a process id.
    if (bare && text[0] != '=' && text[0] != '%') return std::string(text);
    // A quote and a backslash stand outside the quotes: fish, unlike sh, reads escapes inside them.
    std::string result = "'";
    for (const char character : text) {
        if (character == '\'' || character == '\\') {
            result += "'\\";
            result += character;
            result += '\'';
        } else {
            result += character;
        }
    }
    return result + "'";
}

std::string percent_coded(std::string_view text, bool (*stays)(char byte)) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if (stays(byte)) {
            result += byte;
        } else {
            result += {'%', digits[value >> 4U], digits[value & 15U]};
        }
    }
    return result;
}

std::string percent_decoded(std::string_view text) {
    constexpr std::size_t length = 2;  // of a code behind its %
    constexpr int base = 16;
    std::string result;
    while (!text.empty()) {
        unsigned value = 0;
        const std::string_view code = text.substr(1, length);
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), value, base);
        const bool is_coded = text.front() == '%' && code.size() == length && error == std::errc() &&
                              end == code.data() + code.size();
        result += is_coded ? static_cast<char>(value) : text.front();
        text.remove_prefix(is_coded ? length + 1 : 1);
    }
    return result;
}

std::size_t columns(std::string_view utf8) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++count)
        at += character_at(utf8, at).length;
    return count;
}

}  // namespace tao::text
