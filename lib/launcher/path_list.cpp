#include "launcher/path_list.hpp"

#include <algorithm>

namespace tao::launcher {

std::vector<std::string> path_directories(std::optional<std::string_view> path) {
    std::string_view rest = path.value_or("/bin:/usr/bin");
    std::vector<std::string> directories;
    for (;;) {
        const auto colon = rest.find(':');
        std::string directory(rest.substr(0, colon));
        if (directory.empty()) directory = ".";
        if (std::find(directories.begin(), directories.end(), directory) == directories.end()) {
            directories.push_back(std::move(directory));
        }
        if (colon == std::string_view::npos) return directories;
        rest.remove_prefix(colon + 1);
    }
}

std::string join(std::string_view directory, std::string_view name) {
    std::string path(directory);
    if (!path.ends_with('/')) path += '/';
    return path.append(name);
}

std::string parent_directory(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return ".";
    return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

}  // namespace tao::launcher
