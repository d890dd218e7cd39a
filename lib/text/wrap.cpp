#include "text/wrap.hpp"

#include <algorithm>

#include "text/escape.hpp"

namespace tao::text {

namespace {

constexpr std::size_t narrowest = 20;  // below, nothing is gained by breaking lines

// Where the part ends that has the room: at the last blank in it, else at the first one behind it.
std::size_t end_within(std::string_view line, std::size_t room) {
    std::size_t end = std::string_view::npos;
    for (auto blank = line.find(' '); blank != std::string_view::npos; blank = line.find(' ', blank + 1)) {
        if (end != std::string_view::npos && columns(line.substr(0, blank)) > room) return end;
        end = blank;
    }
    return end != std::string_view::npos && columns(line) > room ? end : line.size();
}

}  // namespace

std::string wrapped(std::string_view line, std::size_t indent, std::size_t columns) {
    const std::size_t room = columns == 0 ? line.size() : std::max(columns, indent + narrowest) - indent;
    std::string text;
    do {
        const std::size_t end = end_within(line, room);
        text += std::string(indent, ' ') + std::string(line.substr(0, end)) + "\n";
        line.remove_prefix(std::min(line.size(), end + 1));
    } while (!line.empty());
    return text;
}

std::string wrapped_behind(std::string title, std::string_view line, std::size_t indent,
                           std::size_t columns) {
    const std::string text = wrapped(line, indent, columns);
    title.resize(std::max(title.size(), indent), ' ');
    return title + text.substr(indent);
}

}  // namespace tao::text
