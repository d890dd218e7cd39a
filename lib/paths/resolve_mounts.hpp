#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"
#include "project/project.hpp"
#include "text/diagnostic.hpp"

namespace tao::paths {

// What resolving the `mounts:` of a project comes to.
struct ResolvedMounts {
    MountTable table;
    // Sources with `create: true` that are absent, in the order to make them. They are in the table as if they
    // existed; whoever starts the run makes them first.
    std::vector<std::string> to_create;
};

// Checks every mount against the host and the launcher's rules (source exists; destination absolute, without
// ':', no link on the host, not a system directory; no source and no destination twice) and reports each fault
// to `diagnostics`; the mounts without fault are in the result all the same. Makes nothing.
ResolvedMounts resolve_mounts(const project::Project& project, const os::FileSystem& files,
                              text::Diagnostics& diagnostics);

}  // namespace tao::paths
