#pragma once

#include <string>

#include "launcher/mounts_file.hpp"
#include "os/environment.hpp"
#include "plan/plan.hpp"
#include "project/project.hpp"

namespace tao::plan {

// Where the lasting HOME of `docker: {user: host}` is in the container.
inline constexpr char container_home[] = "/tao-shim-home";

// Fills Envs and DockerOptions of the mounts file, and the mount that `user: host` needs, from the project and
// the caller's environment. `to_create` gets the host directory of that mount. `home` is the caller's home.
// As user 0, `user: host` is left out: root is what the launcher runs as anyway, and it need not advise against it.
void add_container_environment(const project::Project& project, const Invocation& invocation,
                               const std::string& home, launcher::MountsFile& file,
                               std::vector<std::string>& to_create);

}  // namespace tao::plan
