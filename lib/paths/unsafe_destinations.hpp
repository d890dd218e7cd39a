#pragma once

#include <string_view>

namespace tao::paths {

// A container path at which a mount would break the container.
struct UnsafeDestination {
    std::string_view path;
    std::string_view holds;  // "the programs of the image"
    bool with_all_below;  // false: only a mount at this very path hides it; one below it is the user's choice
};

// The entry that forbids the normalised destination; nothing: it is fine. /workspace, /data, /root/.cache, /home,
// /tmp, /opt/NAME and /dev/shm are.
const UnsafeDestination* unsafe_destination(std::string_view destination);

}  // namespace tao::paths
