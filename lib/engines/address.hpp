#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "os/environment.hpp"

namespace tao::engines {

// Where the launcher's engine listens.
struct EngineAddress {
    enum class Kind {
        local_socket,  // path
        plain_tcp,     // host (in numbers), port
        other,         // ssh, TLS, a host name: only the docker command can speak to it
    };
    Kind kind = Kind::other;
    std::string path;
    std::string host;
    std::uint16_t port = 0;

    bool operator==(const EngineAddress&) const = default;
};

// The address that docker-py uses without DOCKER_HOST, whatever context the docker command is set to.
inline constexpr std::string_view default_docker_host = "unix:///var/run/docker.sock";

// The value of DOCKER_HOST, or the default if it is unset or empty.
std::string_view docker_host(const os::Environment& environment);

// Reads DOCKER_HOST as docker-py does: unix://PATH (one to three slashes), tcp://HOST:PORT, HOST:PORT. TCP with
// DOCKER_TLS_VERIFY or DOCKER_CERT_PATH is `other`.
EngineAddress engine_address(const os::Environment& environment);

}  // namespace tao::engines
