#pragma once

#include <string_view>

namespace tao::paths {

// Is the normalised path one of the operating system's own, on the host, or below it? Such paths exist in the
// image as well and mean the image's file there: no warning that the container does not see the host's.
bool is_system_path(std::string_view path);

}  // namespace tao::paths
