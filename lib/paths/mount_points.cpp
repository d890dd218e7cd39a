#include "paths/mount_points.hpp"

#include "text/path.hpp"

namespace tao::paths {

std::vector<std::string> missing_mount_points(const MountTable& mounts, const os::FileSystem& files) {
    std::vector<std::string> missing;
    for (const Mount& mount : mounts.mounts()) {
        const Mount* const around = mounts.mounted_above(text::parent(mount.destination));
        if (around == nullptr || mount.dropped) continue;
        const auto source = files.status(mount.source);
        if (source && !source->is_directory()) continue;
        std::string point = text::join(around->source, mount.destination.substr(around->destination.size()));
        if (!files.exists(point)) missing.push_back(std::move(point));
    }
    return missing;
}

}  // namespace tao::paths
