#pragma once

#include <string>

#include "paths/spec_paths.hpp"
#include "text/diagnostic.hpp"

namespace tao::paths {

// Words the findings of a file as warnings; the ids are host-path, unmapped-path, unprovided-path, misspelt-path,
// foreign-path, relative-path and placeholder. project_file: the name to show in advice.
void report(const std::vector<SpecFinding>& findings, const MountTable& mounts, const os::FileSystem& files,
            const std::string& project_file, text::Diagnostics& diagnostics);

}  // namespace tao::paths
