#pragma once

#include <string>

#include "engines/engine.hpp"
#include "os/descriptor.hpp"
#include "os/wait.hpp"

namespace tao::run {

// A batch system or a service manager can kill every process of a job at once, by its control group: the guardian, which
// no signal to a group or session reaches, is among them. What is left then is the kernel, which closes their
// connections. The switch is such a connection: to a shell in the container that does nothing but read from it and, at
// the end of what there is to read, tells the container's first process to leave. It is for processes that may be killed in
// that way (control_group.hpp).

// Sets the switch in a container that runs. The container lives as long as a process holds what is returned.
// run_id: of the run whose container it has to be. Nothing, and nothing done, if
//   - the container is not that one or sees processes of others (docker run --pid), whom the shell must not tell anything;
//   - the image has no /bin/sh.
os::Descriptor set_dead_man_switch(engines::ContainerEngine& engine, const std::string& container_id,
                                   const std::string& run_id, os::Deadline deadline);

}  // namespace tao::run
