#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"

namespace tao::paths {

// What is wrong with one side of a mount, worded for a text::Diagnostic.
// Who mounts, and by whose rules.
enum class MountedBy {
    // One mount for each real source, the last: the others are Mount::dropped. SOURCE:DESTINATION, so neither can have
    // a ':'; destinations are resolved on the host.
    launcher,
    // An engine's own command: each mount as it is written.
    engine,
};

struct MountFault {
    std::string id;
    std::string message;
    std::string hint;
};

// The faults of a source by itself: missing-source, colon-in-path, not-utf8. `create`: may it be absent?
std::optional<MountFault> check_source(const std::string& source, bool create, MountedBy by,
                                       const os::FileSystem& files);

// The faults of a destination by itself: relative-destination, colon-in-path, unsafe-destination,
// linked-destination. `source`: the other side, as written.
std::optional<MountFault> check_destination(const std::string& destination, const std::string& source,
                                            MountedBy by, const os::FileSystem& files);

// The fault of a destination among others: no-place. An engine makes a directory where a mount is to be, or an empty file
// for a file, in what the mount around it shows; there something of the other kind may be in the way.
std::optional<MountFault> check_place(const Mount& mount, const std::vector<Mount>& all,
                                      const os::FileSystem& files);

}  // namespace tao::paths
