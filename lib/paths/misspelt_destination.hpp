#pragma once

#include <string>
#include <string_view>

#include "paths/mount_table.hpp"

namespace tao::paths {

// What an absolute, normalised container path that no mount provides was probably meant to be: below a destination of
// the same depth whose last component is nearly the path's (/workspace/tao-experiment/x). Empty if there is none.
// Destinations of a single component are not compared: /date is not /data.
std::string misspelt_destination(std::string_view path, const MountTable& mounts);

}  // namespace tao::paths
