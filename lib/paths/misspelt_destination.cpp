#include "paths/misspelt_destination.hpp"

#include <algorithm>

#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::paths {

std::string misspelt_destination(std::string_view path, const MountTable& mounts) {
    for (const Mount& mount : mounts.mounts()) {
        const std::string_view above = text::parent(mount.destination);
        if (above == "/" || !text::is_under(path, above) || path.size() <= above.size() + 1) continue;
        const std::size_t end = std::min(path.find('/', above.size() + 1), path.size());
        const std::string_view component = path.substr(above.size() + 1, end - above.size() - 1);
        const std::string last(text::last_component(mount.destination));
        if (component != last && text::closest(component, {last}))
            return mount.destination + std::string(path.substr(end));
    }
    return {};
}

}  // namespace tao::paths
