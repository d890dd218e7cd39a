#pragma once

#include <string>
#include <string_view>

#include "os/file_system.hpp"

namespace tao::paths {

// How many links a path may lead through, as for the kernel (MAXSYMLINKS).
inline constexpr int most_links = 40;

// The absolute path with every link resolved, also where its end does not exist yet: the longest part that
// exists is resolved, the rest hung below it. That is what a path of an output file under a link needs, and
// what Python's os.path.realpath does to the launcher's mounts.
std::string real_path_of(std::string_view absolute_path, const os::FileSystem& files);

// Does the way to the path, every link followed, pass a place in the directory or below it? directory: real. A way that does
// not end (links in a circle) does.
bool leads_through(std::string_view absolute_path, std::string_view directory, const os::FileSystem& files);

}  // namespace tao::paths
