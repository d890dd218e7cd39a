#include "paths/mount_points.hpp"

#include "paths/real_path.hpp"
#include "text/path.hpp"

namespace tao::paths {

std::vector<std::string> missing_mount_points(const MountTable& mounts, const os::FileSystem& files) {
    std::vector<std::string> missing;
    for (const Mount& mount : mounts.mounts()) {
        const Mount* const around = mounts.mounted_above(text::parent(mount.destination));
        if (around == nullptr || mount.dropped) continue;
        const auto source = files.status(mount.source);
        if (source && !source->is_directory()) continue;
        const std::string point =
            text::join(around->source, mount.destination.substr(around->destination.size()));
        if (files.exists(point)) continue;
        // A link on the way may lead out of the mount. In the container it leads somewhere else, and nothing is missing
        // here.
        std::string real = real_path_of(point, files);
        if (text::is_under(real, around->real_source)) missing.push_back(std::move(real));
    }
    return missing;
}

}  // namespace tao::paths
