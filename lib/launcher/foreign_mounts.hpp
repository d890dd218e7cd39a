#pragma once

#include <string>
#include <vector>

#include "paths/mount_table.hpp"

namespace tao::launcher {

// The destinations in the text of a launcher's mounts file (~/.tao_mounts.json) that the table lacks, in their
// order. Empty if there is none, or if the text is no such file.
std::vector<std::string> destinations_not_in(const paths::MountTable& mounts, const std::string& mounts_file);

}  // namespace tao::launcher
