#include "os/working_directory.hpp"

#include <unistd.h>

#include <climits>
#include <string_view>

namespace tao::os {

namespace {

bool is_clean(std::string_view path) {
    if (!path.starts_with('/')) return false;
    const std::string closed = std::string(path) + "/";
    return closed == "//" ||
           (closed.find("//") == std::string::npos && closed.find("/./") == std::string::npos &&
            closed.find("/../") == std::string::npos);
}

}  // namespace

std::string working_directory() {
    char buffer[PATH_MAX];
    const char* const found = ::getcwd(buffer, sizeof buffer);
    // Linux begins the name of a directory outside the root with "(unreachable)".
    if (found == nullptr || *found != '/') return {};
    return found;
}

std::string apparent_directory(const Environment& environment, const std::string& working_directory,
                               const FileSystem& files) {
    std::string_view apparent = environment.get_or_empty("PWD");
    while (apparent.size() > 1 && apparent.ends_with('/'))
        apparent.remove_suffix(1);
    if (apparent == working_directory || !is_clean(apparent)) return working_directory;
    const auto one = files.status(std::string(apparent));
    const auto other = files.status(working_directory);
    return one && other && one->identity == other->identity ? std::string(apparent) : working_directory;
}

}  // namespace tao::os
