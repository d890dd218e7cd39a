#pragma once

#include <string>
#include <string_view>

#include "paths/mount_table.hpp"

namespace tao::paths {

// What is known of directories by their names alone, in one table: known_directories.cpp.

// Where the container sees the translated copies of a run's spec files.
inline constexpr std::string_view spec_copies_destination = "/tao-shim-specs";

// Where each of several nodes has copies of its own, in the container itself.
inline constexpr std::string_view node_copies_directory = "/tao-shim-node-specs";

// Is that a directory that every system has of its own (/usr, /etc, ..., /opt/nvidia of the images), or below one? Nobody
// means the computer's own there, even if it has a file of that name.
bool is_system_path(std::string_view path);

// What the computer has below a directory of the system's, by its name alone.
enum class SystemName {
    of_system,  // what systems have: /usr/bin, /usr/share/x, /var/lib/dpkg
    added,  // what no system has of itself, so that somebody has put it there: /usr/local/datasets, /var/lib/kitti
    by_owner,  // a name does not tell: it is a person's if a person owns it (/etc/x, /run/user/1000)
};
SystemName name_in_system(std::string_view path);

// Does an image have a directory of its own there (/tmp, /opt, /root, /workspace, and the system's), which the path is or
// is below? The directory; empty: no.
std::string_view image_directory(std::string_view path);

// Is the absolute path one that NVIDIA's guides and notebooks mount, so that nothing in the image has that name? The
// directory that they mount; empty: no.
std::string_view usual_destination(std::string_view path);

// Is the absolute path below a directory where people keep files and no image does: /home/NAME, /Users, /mnt, /media?
bool is_personal_path(std::string_view path);

// What an absolute, normalised container path that no mount provides was probably meant to be: below a destination of
// the same depth whose last component is nearly the path's (/workspace/tao-experiment/x). Empty if there is none.
// Destinations of a single component are not compared: /date is not /data.
std::string misspelt_destination(std::string_view path, const MountTable& mounts);

}  // namespace tao::paths
