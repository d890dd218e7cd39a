#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace tao::os {

// A file or directory by its place in its file system, whatever name it has in a mount namespace: what a bind mount shows.
// Two processes see the same one exactly if both agree.
struct MountedPlace {
    std::string device;  // MAJOR:MINOR of the file system
    std::string path;    // from its root; as it is now, renamed or not
    bool operator==(const MountedPlace&) const = default;
};

// What is mounted at that path in the eyes of a process (proc(5), mountinfo): the last one, which covers the others.
// Nothing if nothing is mounted at the very path, or if that cannot be known.
std::optional<MountedPlace> mounted_at(pid_t process, const std::string& mount_point);

// The place of a file that a process holds open, by its descriptor there. Nothing if that cannot be known.
std::optional<MountedPlace> place_of_descriptor(pid_t process, int descriptor);

}  // namespace tao::os
