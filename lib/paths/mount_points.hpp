#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"

namespace tao::paths {

// The directories of the host that are absent and that Docker would make, as root, to have a place where a mount with a
// destination inside another mount's can appear: with a project at /workspace and its specs at /workspace/dino/specs,
// dino/specs in the project. Whoever starts the run makes them first, as the user. By their real paths, none outside
// the source of the mount around it; in the order of the mounts.
std::vector<std::string> missing_mount_points(const MountTable& mounts, const os::FileSystem& files);

}  // namespace tao::paths
