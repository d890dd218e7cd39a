#include "paths/real_path.hpp"

#include <algorithm>
#include <climits>
#include <optional>

#include "text/path.hpp"

namespace tao::paths {

namespace {}  // namespace

std::string real_path_of(std::string_view absolute_path, const os::FileSystem& files) {
    // The kernel refuses longer ones, and each step up would copy the path again.
    if (absolute_path.size() >= PATH_MAX) return text::normalised(absolute_path);
    std::string existing(absolute_path);
    std::string missing;  // what hangs below `existing`, as it was spelled
    for (int links = 0;;) {
        while (existing.size() > 1 && existing.ends_with('/'))
            existing.pop_back();
        if (auto real = files.real_path(existing)) return text::normalised(text::join(*real, missing));
        const auto slash = existing.rfind('/');
        if (existing == "/" || slash == std::string::npos) return text::normalised(absolute_path);
        // A link to what does not exist yet leads there all the same.
        const auto target = files.link_target(existing);
        if (target && !target->empty() && ++links <= most_links) {
            existing = text::is_absolute(*target) ? *target : existing.substr(0, slash + 1) + *target;
            continue;
        }
        missing = existing.substr(slash) + missing;
        existing.resize(slash == 0 ? 1 : slash);
    }
}

bool leads_through(std::string_view absolute_path, std::string_view directory, const os::FileSystem& files) {
    std::string at = "/";
    std::string rest(absolute_path);
    for (int links = 0; links <= most_links;) {
        const auto begin = rest.find_first_not_of('/');
        if (begin == std::string::npos) return false;
        const auto end = std::min(rest.find('/', begin), rest.size());
        const std::string part = rest.substr(begin, end - begin);
        rest.erase(0, end);
        if (part == ".") continue;
        if (part == "..") {
            at = text::parent(at);
            continue;
        }
        const std::string next = text::join(at, part);
        if (text::is_under(next, directory)) return true;
        if (const auto target = files.link_target(next)) {
            ++links;
            if (text::is_absolute(*target)) at = "/";
            rest = *target + rest;
        } else {
            at = next;
        }
    }
    return true;
}

}  // namespace tao::paths
