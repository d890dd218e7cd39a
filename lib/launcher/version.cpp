#include "launcher/version.hpp"

#include <array>
#include <charconv>

namespace tao::launcher {

Version parse_version(std::string_view text) {
    std::array<int, 3> numbers{};
    for (int& number : numbers) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || number < 0) {
            number = 0;
            break;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (!text.starts_with('.')) break;
        text.remove_prefix(1);
    }
    return {numbers[0], numbers[1], numbers[2]};
}

namespace {

// The value of a line NAME = "value" or NAME = value that begins in the first column.
std::string_view assigned(std::string_view text, std::string_view name) {
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        if (!line.starts_with(name)) continue;
        line.remove_prefix(name.size());
        const auto value = line.find_first_not_of(" =\t\"'");
        if (value == 0 || value == std::string_view::npos) continue;
        line.remove_prefix(value);
        return line.substr(0, line.find_first_of("\"' \t\r#"));
    }
    return {};
}

}  // namespace

std::string version_in_module(std::string_view version_py) {
    std::string version;
    for (const std::string_view name : {"MAJOR", "MINOR", "PATCH"}) {
        const std::string_view number = assigned(version_py, name);
        if (number.empty()) return {};
        if (!version.empty()) version += '.';
        version += number;
    }
    return version;
}

}  // namespace tao::launcher
