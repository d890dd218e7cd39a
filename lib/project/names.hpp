#pragma once

#include <string_view>

namespace tao::project {

inline bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

inline bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// POSIX: letters, digits and underscores, no digit first.
inline bool is_variable_name(std::string_view name) {
    if (name.empty() || is_digit(name[0])) return false;
    for (const char letter : name) {
        if (letter != '_' && !is_letter(letter) && !is_digit(letter)) return false;
    }
    return true;
}

// Decimal digits only, at least one.
inline bool is_number(std::string_view text) {
    for (const char letter : text) {
        if (!is_digit(letter)) return false;
    }
    return !text.empty();
}

}  // namespace tao::project
