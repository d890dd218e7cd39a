#pragma once

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::engines {

// The engine that the docker command would speak to.
struct DockerChoice {
    std::string host{};  // unix:///var/run/docker.sock, tcp://127.0.0.1:2375, ssh://gpu1
    std::string
        by{};  // who chose it, for people: "DOCKER_HOST", "the docker context 'rootless'"; empty: nobody
    std::string fault{};  // why it cannot be told; lines for people
    bool is_here = true;  // on this computer, where the sources of the mounts are
};

// In the order of docker's own command line: DOCKER_HOST, DOCKER_CONTEXT, currentContext in config.json of DOCKER_CONFIG
// or ~/.docker, whose contexts/meta/*/meta.json name their hosts; else the socket of the system. home: of the user; may be
// empty.
DockerChoice docker_choice(const os::Environment& environment, const std::string& home,
                           const os::FileSystem& files);

// The caller's environment such that everybody who only knows DOCKER_HOST finds the same engine.
os::Environment with_choice(os::Environment environment, const DockerChoice& choice);

// For people, if the engine is on another computer: the mounts would be looked for there.
std::string engine_is_elsewhere(const DockerChoice& choice);

}  // namespace tao::engines
