#pragma once

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/project.hpp"
#include "text/secrets.hpp"

namespace tao::plan {

// The values of the environment's variables, and of the project's, whose names are those of secrets: what shows a word, a
// path or a value masks them under whatever name they came to stand there. A path that is there is no secret
// (SSH_AUTH_SOCK). project: null if there is none.
text::KnownSecrets known_secrets(const os::Environment& environment, const project::Project* project,
                                 const os::FileSystem& files);

}  // namespace tao::plan
