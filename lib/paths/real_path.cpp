#include "paths/real_path.hpp"

#include <climits>
#include <optional>

#include "text/path.hpp"

namespace tao::paths {

std::string real_path_of(std::string_view absolute_path, const os::FileSystem& files) {
    // The kernel refuses longer ones, and each step up would copy the path again.
    if (absolute_path.size() >= PATH_MAX) return text::normalised(absolute_path);
    std::string existing(absolute_path);
    std::string missing;  // what hangs below `existing`, as it was spelled
    while (true) {
        while (existing.size() > 1 && existing.ends_with('/'))
            existing.pop_back();
        if (auto real = files.real_path(existing)) return text::normalised(text::join(*real, missing));
        const auto slash = existing.rfind('/');
        if (existing == "/" || slash == std::string::npos) return text::normalised(absolute_path);
        missing = existing.substr(slash) + missing;
        existing.resize(slash == 0 ? 1 : slash);
    }
}

}  // namespace tao::paths
