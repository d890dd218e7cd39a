#pragma once

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::engines {

// After a launcher that failed before its task: lines for the user if the engine is not where the launcher looks for
// it, or may not be used; else empty. The launcher's own message is a traceback that names neither.
// Every public launcher makes a docker.APIClient(base_url="unix://var/run/docker.sock") besides docker.from_env(), so it
// needs an engine there even if DOCKER_HOST names another one: with a rootless engine alone it cannot work.
std::string engine_hint(const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::engines
