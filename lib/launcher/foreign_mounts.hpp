#pragma once

#include <optional>
#include <string>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"

namespace tao::launcher {

// A mount of a launcher's mounts file that the table does not have.
struct ForeignMount {
    std::string destination;  // as written
    std::string source;       // absolute
    std::string source_here;  // what the table has at that destination; empty: nothing
};

// The first mount in the text of a launcher's mounts file (~/.tao_mounts.json) whose destination the table lacks, or has
// from another source; links resolved. Nothing if there is none, or if the text is no such file. home: for "~".
std::optional<ForeignMount> difference(const paths::MountTable& mounts, const std::string& mounts_file,
                                       const std::string& home, const os::FileSystem& files);

}  // namespace tao::launcher
