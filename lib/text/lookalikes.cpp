#include "text/lookalikes.hpp"

#include "text/utf8.hpp"

namespace tao::text {

namespace {

struct Lookalike {
    char32_t first, last;
    char meant;
};

constexpr Lookalike lookalikes[] = {
    {0x00A0, 0x00A0, ' '},  // no-break
    {0x2000, 0x200A, ' '},  {0x202F, 0x202F, ' '},
    {0x205F, 0x205F, ' '},  {0x3000, 0x3000, ' '},  // of Chinese and Japanese
    {0x2018, 0x201B, '\''}, {0x201C, 0x201F, '"'},
    {0x2010, 0x2015, '-'},  {0x2022, 0x2022, '-'},  // the bullet of a list
    {0x2212, 0x2212, '-'},                          // minus
    {0xFE58, 0xFE58, '-'},  {0xFE63, 0xFE63, '-'},
};

// The wide forms of all of ASCII, in its order.
constexpr char32_t first_wide = 0xFF01;
constexpr char32_t last_wide = 0xFF5E;

}  // namespace

char looks_like(char32_t code) {
    if (code >= first_wide && code <= last_wide) return static_cast<char>(code - first_wide + '!');
    for (const Lookalike& range : lookalikes) {
        if (code >= range.first && code <= range.last) return range.meant;
    }
    return '\0';
}

char looks_like(std::string_view text, std::size_t offset) {
    constexpr unsigned char first_other = 0x80;  // nothing of ASCII looks like something else of it
    if (offset >= text.size() || static_cast<unsigned char>(text[offset]) < first_other) return '\0';
    const Character character = character_at(text, offset);
    return character.valid ? looks_like(character.code) : '\0';
}

std::string in_ascii(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        const char meant = character.valid ? looks_like(character.code) : '\0';
        if (meant != '\0') {
            result += meant;
        } else {
            result += text.substr(at, character.length);
        }
        at += character.length;
    }
    return result;
}

std::string look_of(std::string_view text, std::size_t offset) {
    constexpr char digits[] = "0123456789ABCDEF";
    const char32_t code = character_at(text, offset).code;
    std::string number;
    for (unsigned shift = 16; shift > 0;) {
        shift -= 4;
        number += digits[(code >> shift) & 0xFU];
    }
    const char meant = looks_like(code);
    return "looks like " + (meant == ' ' ? std::string("a blank") : std::string(1, meant)) + " and is U+" +
           number;
}

}  // namespace tao::text
