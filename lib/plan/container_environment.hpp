#pragma once

#include <string>
#include <vector>

#include "engines/task.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "paths/mount_table.hpp"
#include "plan/plan.hpp"
#include "project/project.hpp"
#include "project/user.hpp"
#include "text/diagnostic.hpp"

namespace tao::plan {

// Where the lasting HOME of `docker: {user: host}` is in the container. On the host each project file has one, below
// ~/.cache/tao-shim/homes: a directory of that name in one of the file's own path, which is written as in a URL where an engine
// could not mount it.
inline constexpr char container_home[] = "/tao-shim-home";
inline constexpr char name_of_home[] = "@home";
std::string directory_of_homes(const os::Environment& environment, const std::string& home);

// Fills variables, GPUs and docker options of the task, and the mount that `user: host` needs, from the project and the
// caller's environment. `to_create` gets the host directory of that mount. user: the caller.
// Pyxis and apptainer run every task as the caller, so there it is as with `user: host`; apptainer's own HOME would be 64 MB
// of memory, for root as well. As user 0, `user: host` is left out: root
// is what images run as anyway. Where the caller has no directory that it could be in, HOME is /tmp, with a warning in
// `diagnostics`.
void add_container_environment(const project::Project& project, const Invocation& invocation,
                               const project::User& user, const os::FileSystem& files, project::Engine engine,
                               engines::Task& task, std::vector<std::string>& to_create,
                               text::Diagnostics& diagnostics);

// Does a task write with the rights of the caller, who is not root, as far as this computer tells? By podman without root and
// by apptainer it does, else with `user: host` or the caller's number; of the nodes of Slurm it is not known.
bool runs_as_caller(const project::Project& project, project::Engine engine, uid_t caller);

// Gives the variables of `envs:` whose values are paths of the host the container's names of them, as words get them, on
// every engine; and reports in `diagnostics`, each at its place, the paths that the task will not see: as an error with
// `unmapped: error`. A relative value with a slash in it is one from the project's directory, as sources are, where the host
// has it or it begins with a dot. mounts: those of the run. Returns whether the task will lack, or lose, what a value names.
bool translate_variables(const project::Project& project, const paths::MountTable& mounts,
                         const Invocation& invocation, const os::FileSystem& files, engines::Task& task,
                         text::Diagnostics& diagnostics);

}  // namespace tao::plan
