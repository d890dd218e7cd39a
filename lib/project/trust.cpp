#include "project/trust.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::project {

std::vector<Widening> widenings(const Project& project, const RealPaths& real, Keys table) {
    std::vector<Widening> found;
    for (const Key& key : table) {
        if (key.widen == nullptr) continue;
        const std::size_t before = found.size();
        key.widen(project, real, found);
        for (std::size_t index = before; index < found.size(); ++index)
            found[index].key = key.name.path;
    }
    // What has no place comes first.
    std::stable_sort(found.begin(), found.end(), [](const Widening& one, const Widening& other) {
        if (!one.where || !other.where) return !one.where && other.where;
        return one.where->begin < other.where->begin;
    });
    return found;
}

std::vector<Widening> untrusted(const std::vector<Widening>& widenings, const std::string& real_directory,
                                const Trust& trust) {
    const auto covered = [&](const std::string& path) {
        return std::any_of(trust.trusted_paths.begin(), trust.trusted_paths.end(),
                           [&](const std::string& trusted) { return text::is_under(path, trusted); });
    };
    std::vector<Widening> left;
    if (covered(real_directory)) return left;
    for (const Widening& widening : widenings) {
        if (widening.key == "mounts[].source" && covered(widening.value)) continue;
        const bool granted = std::any_of(trust.granted.begin(), trust.granted.end(),
                                         [&](const Widening& one) { return one.same_as(widening); });
        if (!granted) left.push_back(widening);
    }
    return left;
}

}  // namespace tao::project
