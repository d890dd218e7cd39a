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
    // Sources with `create: true` that are absent, by their real paths, in the order to make them. They are in the table as if
    // they existed; whoever starts the run makes them first.
    std::vector<std::string> to_create;
    // Where the source of each entry of Project::mounts really is, also of those with a fault.
    std::vector<std::string> real_sources;
};

// What becomes of mounts that have the same source by different destinations.
enum class SameSource {
    last,  // only the last is in the container: the launcher keeps one for each real source. The others are Mount::dropped
    each,  // every one is
};

// Checks every mount against the host and the launcher's rules and reports each fault to `diagnostics`, with its
// place; the mounts without fault are in the result all the same. Makes nothing. Destinations are normalised
// (/data/ is /data), as the launcher does. The faults, by their ids:
//
//   missing-source         not there, and no `create: true`; or a file stands in the way of making it
//   relative-destination   the launcher would take it for a path below its own working directory
//   colon-in-path          Docker's SOURCE:DESTINATION cannot hold it
//   unsafe-destination     see unsafe_destinations.hpp
//   linked-destination     the launcher calls realpath() on destinations, on the host, and mounts elsewhere
//   same-destination       Docker refuses it
ResolvedMounts resolve_mounts(const project::Project& project, const os::FileSystem& files,
                              text::Diagnostics& diagnostics, SameSource same_source = SameSource::last);

// Marks the mounts that the launcher drops: those with the real source of a later one.
void drop_repeated_sources(std::vector<Mount>& mounts);

}  // namespace tao::paths
