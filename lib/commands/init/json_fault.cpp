#include "commands/init/json_fault.hpp"

#include <algorithm>

#include "text/json_value.hpp"

namespace tao::commands {

namespace {

// What is meant by what stands there, in the order of asking.
std::string_view meant_by(std::string_view before, std::string_view from_here) {
    const char here = from_here.empty() ? '\0' : from_here.front();
    if (here == '\0') return "it ends before all its brackets are closed";
    if ((here == ']' || here == '}') && before.ends_with(','))
        return "JSON has no comma behind the last entry";
    if (here == '\'') return "JSON has double quotes only";
    if (here == '/' || here == '#') return "JSON has no comments";
    for (const std::string_view word : {"True", "False", "None"}) {
        if (from_here.starts_with(word)) return "JSON has true, false and null";
    }
    if (here == '"' || here == '{' || here == '[') return "a comma or a colon is missing in front of this";
    return "this is no JSON";
}

}  // namespace

std::string json_fault(std::string_view text) {
    std::size_t at = 0;
    try {
        const text::Json whole = text::Json::parse(text);
        return {};
    } catch (const text::Json::parse_error& error) {
        at = std::min(error.byte == 0 ? 0 : error.byte - 1, text.size());
    }
    constexpr std::string_view blanks = " \t\r\n";
    if (at < text.size() && text[at] == '"') {  // the end of a text: its begin is meant
        const auto begin = text.substr(0, at).rfind('"');
        if (begin != std::string_view::npos &&
            text.substr(begin, at - begin).find('\n') == std::string_view::npos)
            at = begin;
    }
    const std::string_view in_front = text.substr(0, at);
    const auto last = in_front.find_last_not_of(blanks);
    const std::string_view before = in_front.substr(0, last == std::string_view::npos ? 0 : last + 1);
    const auto line = std::count(in_front.begin(), in_front.end(), '\n') + 1;
    const auto column =
        at - (in_front.rfind('\n') == std::string_view::npos ? 0 : in_front.rfind('\n') + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " +
           std::string(meant_by(before, text.substr(at)));
}

}  // namespace tao::commands
