#pragma once

#include <algorithm>
#include <string_view>

// Small readers of the text of a script, line by line and word by word.
namespace tao::launcher {

inline constexpr std::string_view blanks = " \t";

inline std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

inline std::string_view skip_blanks(std::string_view text) {
    const auto begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

inline std::string_view take_word(std::string_view& text) {
    text = skip_blanks(text);
    const auto end = std::min(text.find_first_of(blanks), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

inline std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

}  // namespace tao::launcher
