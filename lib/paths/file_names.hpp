#pragma once

#include <string_view>

namespace tao::paths {

// Is the absolute path, where nothing is yet, that of a file by its name, so that no directory should be made of it? A device,
// a name with an extension (/run/docker.sock, key.json; not data.v2), a file that programs have in a home (~/.netrc).
bool is_file_by_name(std::string_view path);

}  // namespace tao::paths
