#pragma once

#include <memory>
#include <string>

#include "engines/engine.hpp"

namespace tao::engines {

// podman as an engine: it has no interface that is always there, so its command is asked, once a question. It has no
// events; container ids may be names, and the lists are those of our own containers (run_label), running or not.
// program: its path. Every command is killed at its deadline.
std::unique_ptr<ContainerEngine> make_podman_engine(const std::string& program,
                                                    const os::Environment& environment);

}  // namespace tao::engines
