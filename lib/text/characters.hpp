#pragma once

#include <string_view>

// Letters and digits of ASCII, whatever the locale: names of variables, options and keys are made of them.
namespace tao::text {

inline bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

inline bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

inline bool is_one_of(std::string_view bytes, char byte) {
    return bytes.find(byte) != std::string_view::npos;
}

// POSIX, of the name of a variable: letters, digits and underscores, no digit first.
inline bool starts_name(char byte) {
    return is_letter(byte) || byte == '_';
}

inline bool continues_name(char byte) {
    return starts_name(byte) || is_digit(byte);
}

inline bool is_variable_name(std::string_view name) {
    if (name.empty() || !starts_name(name[0])) return false;
    for (const char byte : name) {
        if (!continues_name(byte)) return false;
    }
    return true;
}

// Decimal digits only, at least one.
inline bool is_number(std::string_view text) {
    for (const char byte : text) {
        if (!is_digit(byte)) return false;
    }
    return !text.empty();
}

}  // namespace tao::text
