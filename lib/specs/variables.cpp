#include "specs/variables.hpp"

#include <algorithm>
#include <iterator>

#include "text/characters.hpp"

namespace tao::specs {

std::string_view variable_in(std::string_view text) {
    if (!text.starts_with('$')) return {};
    const bool braces = text.substr(1).starts_with('{');
    const std::size_t begin = braces ? 2 : 1;
    std::size_t end = begin;
    while (end < text.size() && text::continues_name(text[end]) && !(text[end] >= 'a' && text[end] <= 'z'))
        ++end;
    if (end == begin || text::is_digit(text[begin]) || (braces && !text.substr(end).starts_with('}')))
        return {};
    if (braces) ++end;
    return text.substr(end).starts_with('/') ? text.substr(0, end) : std::string_view{};
}

std::string_view name_of_variable(std::string_view variable) {
    const bool braces = variable.starts_with("${");
    return variable.substr(braces ? 2 : 1, variable.size() - (braces ? 3 : 1));
}

std::string_view variable_of_task(std::string_view text, std::string_view& name) {
    constexpr std::string_view begin = "${oc.env:";
    const std::size_t end = text.find('}');
    if (!text.starts_with(begin) || end == std::string_view::npos) return {};
    name = text.substr(begin.size(), end - begin.size());
    const bool is_alone = end + 1 == text.size();
    // Containers have these, and none is a directory.
    constexpr std::string_view other_names[] = {"USER", "LOGNAME", "HOSTNAME"};
    const bool is_path =
        text::is_variable_name(name) &&
        std::find(std::begin(other_names), std::end(other_names), name) == std::end(other_names) &&
        (is_alone || text[end + 1] == '/');
    return is_path ? text.substr(0, end + 1) : std::string_view{};
}

bool has_key(std::string_view content, std::string_view name) {
    for (std::size_t at = content.find(name); at != std::string_view::npos; at = content.find(name, at + 1)) {
        const bool begins = at == 0 || !text::continues_name(content[at - 1]);
        std::string_view behind = content.substr(at + name.size());
        if (behind.starts_with('"') || behind.starts_with('\'')) behind.remove_prefix(1);
        behind.remove_prefix(std::min(behind.find_first_not_of(' '), behind.size()));
        if (begins && behind.starts_with(':')) return true;
    }
    return false;
}

}  // namespace tao::specs
