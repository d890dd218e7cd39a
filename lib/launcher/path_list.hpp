#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::launcher {

// The directories of PATH in their order, repeated ones left out after the first. As execvp(3) reads it: an
// empty element is the working directory ("."), an empty PATH is one empty element, an unset one the system's
// default (confstr(3) _CS_PATH: /bin:/usr/bin). Relative elements stay relative.
std::vector<std::string> path_directories(std::optional<std::string_view> path);

// "/a/b" and "tao" -> "/a/b/tao"; "/" and "tao" -> "/tao".
std::string join(std::string_view directory, std::string_view name);

// The directory of a path: "/a/b/tao" -> "/a/b", "tao" -> ".".
std::string parent_directory(std::string_view path);

}  // namespace tao::launcher
