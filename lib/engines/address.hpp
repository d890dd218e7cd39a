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
        other,         // ssh, TLS, a host name: only the docker command can speak to it (unsupported_address)
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

// Why nothing can be asked of an engine at an address of kind `other`, for `cannot reach the Docker Engine at HOST: ...`.
inline constexpr char unsupported_address[] =
    "tao-shim reaches an engine by a socket of this machine or by plain TCP to an address in numbers, not "
    "over ssh, with "
    "TLS or by a host's name";

// Reads DOCKER_HOST as docker-py does: unix://PATH (one to three slashes), tcp://HOST:PORT, HOST:PORT. The one name that is
// known is localhost, because a static program cannot look names up. TCP with
// DOCKER_TLS_VERIFY or DOCKER_CERT_PATH is `other`.
EngineAddress engine_address(const os::Environment& environment);

}  // namespace tao::engines
