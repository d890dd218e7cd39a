#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "paths/check_mount.hpp"
#include "paths/mount_table.hpp"
#include "project/project.hpp"
#include "text/diagnostic.hpp"

namespace tao::paths {

// What resolving the `mounts:` of a project comes to.
struct ResolvedMounts {
    MountTable table;
    // Sources with `create: true` that are absent, by their real paths, in the order to make them. They are in the
    // table as if they existed; whoever starts the run makes them first.
    std::vector<std::string> to_create;
    // Where the source of each entry of Project::mounts really is, also of those with a fault.
    std::vector<std::string> real_sources;
};

// Checks every mount against the host and the rules of who mounts and reports each fault to `diagnostics`, with its
// place; the mounts without fault are in the result all the same. Makes nothing. Destinations are normalised
// (/data/ is /data), as the launcher does. The faults, by their ids:
//
//   missing-source         not there, and no `create: true`; or a file stands in the way of making it
//   relative-destination   the launcher would take it for a path below its own working directory
//   colon-in-path          Docker's SOURCE:DESTINATION, by which the launcher mounts, cannot hold it
//   unsafe-destination     see check_destination.cpp
//   linked-destination     the launcher calls realpath() on destinations, on the host, and mounts elsewhere
//   no-place               the mount around it has a file there, and this is a directory, or the other way round
//   same-destination       Docker refuses it
ResolvedMounts resolve_mounts(const project::Project& project, const os::FileSystem& files,
                              text::Diagnostics& diagnostics, MountedBy by = MountedBy::launcher);

// Marks the mounts that the launcher drops: those with the real source of a later one.
void drop_repeated_sources(std::vector<Mount>& mounts);

}  // namespace tao::paths
