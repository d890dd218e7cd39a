#pragma once

#include <string>
#include <vector>

#include "engines/task.hpp"
#include "plan/plan.hpp"
#include "project/project.hpp"
#include "project/user.hpp"

namespace tao::plan {

// Where the lasting HOME of `docker: {user: host}` is in the container.
inline constexpr char container_home[] = "/tao-shim-home";

// Fills variables, GPUs and docker options of the task, and the mount that `user: host` needs, from the project and the
// caller's environment. `to_create` gets the host directory of that mount. user: the caller.
// Pyxis runs every task as the caller, so there it is as with `user: host`. As user 0, `user: host` is left out: root
// is what images run as anyway.
void add_container_environment(const project::Project& project, const Invocation& invocation,
                               const project::User& user, project::Engine engine, engines::Task& task,
                               std::vector<std::string>& to_create);

}  // namespace tao::plan
