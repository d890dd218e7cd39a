#pragma once

#include <memory>
#include <string>

#include "engines/engine.hpp"
#include "os/file_system.hpp"

namespace tao::engines {

// podman as an engine: it has no interface that is always there, so its command is asked, once a question. It has no
// events; container ids may be names, and the lists are those of our own containers (run_label), running or not.
// program: its path. Every command is killed at its deadline.
std::unique_ptr<ContainerEngine> make_podman_engine(const std::string& program,
                                                    const os::Environment& environment);

// Why the podman command of this environment would make containers on another computer, and what to do: lines for people.
// Empty: it makes them here. By CONTAINER_HOST, by CONTAINER_CONNECTION, or by `remote = true` and a service over ssh in
// containers.conf(5); `podman system connection default` alone changes nothing on Linux (podman 4.3, seen).
std::string podman_is_elsewhere(const os::Environment& environment, const std::string& home,
                                const os::FileSystem& files);

}  // namespace tao::engines
