#pragma once

#include <string_view>

#include "os/environment.hpp"

namespace tao::run {

// Is this process in a control group that somebody may kill as a whole: a job of a batch system, a service, a container?
// Not so the session of a person, though what runs there inherits variables of whatever started it.
//
// control_groups: the text of /proc/self/cgroup (cgroups(7)). environment: says that this is a job, where the control
// groups say nothing, since it may see them from inside. The tables are in the source.
bool is_killed_as_a_whole(std::string_view control_groups, const os::Environment& environment);

}  // namespace tao::run
