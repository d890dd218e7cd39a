#pragma once

#include <cstddef>
#include <string_view>

namespace tao::text {

// One character of a UTF-8 text, or one byte of it that is none.
struct Character {
    char32_t code = 0;       // of an invalid byte: the byte
    std::size_t length = 1;  // in bytes
    bool valid = false;
};

// The character that starts at the offset, which must be inside the text. Strict as RFC 3629 asks: overlong
// forms, surrogates and codes above U+10FFFF are invalid, and of these one byte at a time is taken.
Character character_at(std::string_view text, std::size_t offset);

// The offset of the first byte that is not UTF-8; npos if all of it is.
std::size_t find_invalid(std::string_view text);

// How long the byte order mark is that the text begins with, as some editors write one; 0: it has none.
constexpr std::size_t length_of_byte_order_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.starts_with(mark) ? mark.size() : 0;
}

}  // namespace tao::text
