#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "paths/translate.hpp"

namespace tao::plan {

// The path that a shell has probably split at its blanks because it was not quoted: that of the finding, and as many words
// behind its word as make, joined by blanks, a path that the host has, or of which it has a directory whose name goes over
// such a blank. Empty if there is no such path.
std::string split_path(const std::vector<paths::Word>& words, const paths::Finding& finding,
                       const os::FileSystem& files);

}  // namespace tao::plan
