#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"
#include "paths/translate.hpp"

namespace tao::plan {

// The path that a shell has probably split at its blanks because it was not quoted: the word at `first` and as many
// after it as make, joined by blanks, a path that exists or that a mount covers. Empty if there is no such path.
std::string split_path(const std::vector<paths::Word>& words, std::size_t first,
                       const paths::MountTable& mounts, const os::FileSystem& files);

}  // namespace tao::plan
