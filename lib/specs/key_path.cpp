#include "specs/key_path.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace tao::specs {

namespace {

constexpr std::string_view quotation_marks = "\"'";

// The key at the begin of a line of a map, without quotes; empty: there is none.
std::string_view key_at_begin(std::string_view line) {
    std::string_view key = line.substr(0, line.find(':'));
    if (key.size() == line.size()) return {};
    key = key.substr(0, key.find_last_not_of(' ') + 1);
    const bool is_quoted = key.size() > 1 && text::is_one_of(quotation_marks, key.front());
    if (is_quoted && key.back() == key.front()) key = key.substr(1, key.size() - 2);
    const bool is_name = std::all_of(key.begin(), key.end(),
                                     [](char byte) { return text::continues_name(byte) || byte == '-'; });
    return is_name ? key : std::string_view();
}

// Is there nothing behind the key but a comment?
bool has_no_value(std::string_view line) {
    const std::string_view behind = line.substr(line.find(':') + 1);
    const std::size_t first = behind.find_first_not_of(" \t\r");
    return first == std::string_view::npos || behind[first] == '#';
}

}  // namespace

std::string key_path(std::string_view content, std::size_t value) {
    std::size_t begin = value == 0 ? 0 : content.rfind('\n', value - 1) + 1;
    std::string_view line = content.substr(begin, value - begin);
    std::size_t column = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view key = key_at_begin(line.substr(column));
    if (key.empty()) return {};
    std::string path(key);
    const std::string_view between = line.substr(line.find(':') + 1);
    if (between.find_first_not_of(" \"'") != std::string_view::npos) return {};
    while (column > 0 && begin > 0) {
        const std::size_t end = begin - 1;
        begin = end == 0 ? 0 : content.rfind('\n', end - 1) + 1;
        line = content.substr(begin, end - begin);
        const std::size_t first = line.find_first_not_of(" \r");
        if (first == std::string_view::npos || line[first] == '#' || first >= column) continue;
        const std::string_view above = key_at_begin(line.substr(first));
        if (above.empty() || !has_no_value(line)) return {};
        path = std::string(above) + "." + path;
        column = first;
    }
    return column == 0 ? path : std::string();
}

}  // namespace tao::specs
