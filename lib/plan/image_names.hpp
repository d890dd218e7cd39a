#pragma once

#include <string>
#include <vector>

#include "engines/engines.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/project.hpp"
#include "text/diagnostic.hpp"

namespace tao::plan {

// Warns of a task of `image:` that is in no table, neither ours nor the user's own, where one of nearly that name is: the
// image would never be used. A task of the user's own image may have any other name, and one that the line itself has is
// used. typed: the line.
void warn_of_unknown_tasks(const project::Images& images, const std::vector<std::string>& typed,
                           const os::Environment& environment, const os::FileSystem& files,
                           text::Diagnostics& diagnostics);

// An image that is a file which is not there, for an engine that takes files: an error at its place, but a warning for a
// task that the line (typed) does not have, and with Slurm for one outside the project's directory, which only the nodes
// may have.
void check_image_files(const project::Project& project, const engines::EngineRow& engine,
                       const std::vector<std::string>& typed, const os::FileSystem& files,
                       text::Diagnostics& diagnostics);

}  // namespace tao::plan
