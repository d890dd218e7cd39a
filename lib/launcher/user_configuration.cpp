#include "launcher/user_configuration.hpp"

#include "os/base_directory.hpp"

namespace tao::launcher {

namespace {

constexpr std::size_t limit = 64 * 1024;

// A YAML scalar on one line: quoted up to its closing quote, plain up to a comment.
std::string_view scalar(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin);
    if (text.front() == '"' || text.front() == '\'') {
        const auto close = text.find(text.front(), 1);
        return close == std::string_view::npos ? std::string_view{} : text.substr(1, close - 1);
    }
    if (text.front() == '#') return {};
    text = text.substr(0, text.find(" #"));
    return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

}  // namespace

std::string user_configuration_file(const os::Environment& environment) {
    const std::string home(environment.get_or_empty("HOME"));
    const std::string base = os::base_directory(environment, "XDG_CONFIG_HOME", home, ".config");
    return base.empty() ? base : base + "/tao-shim/config.yaml";
}

std::optional<std::string> configured_launcher(const os::Environment& environment,
                                               const os::FileSystem& files) {
    const std::string file = user_configuration_file(environment);
    if (file.empty()) return std::nullopt;
    os::ReadFailure failure;
    const auto content = files.read(file, limit, failure);
    if (!content) return std::nullopt;
    constexpr std::string_view key = "launcher:";
    for (std::string_view rest = *content; !rest.empty();) {
        const auto end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (!line.starts_with(key)) continue;
        std::string value(scalar(line.substr(key.size())));
        if (value.empty()) return std::nullopt;
        if (value.starts_with("~/")) value.replace(0, 1, environment.get_or_empty("HOME"));
        return value;
    }
    return std::nullopt;
}

}  // namespace tao::launcher
