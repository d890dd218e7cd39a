#include "engines/engine_hint.hpp"

#include "engines/address.hpp"
#include "text/escape.hpp"

namespace tao::engines {

namespace {

constexpr char fixed_socket[] = "/var/run/docker.sock";

// An engine of the user's own, if there is one: what DOCKER_HOST names, else where a rootless engine listens.
std::string engine_elsewhere(const EngineAddress& address, const os::Environment& environment,
                             const os::FileSystem& files) {
    if (address.kind != EngineAddress::Kind::local_socket) return {};
    const std::string rootless = std::string(environment.get_or_empty("XDG_RUNTIME_DIR")) + "/docker.sock";
    for (const std::string& candidate : {address.path, rootless}) {
        if (candidate != fixed_socket && candidate.front() == '/' && files.exists(candidate))
            return candidate;
    }
    return {};
}

}  // namespace

std::string engine_hint(const os::Environment& environment, const os::FileSystem& files) {
    const EngineAddress address = engine_address(environment);
    if (!files.exists(fixed_socket)) {
        std::string lines = std::string("note: there is no Docker Engine at ") + fixed_socket +
                            ", where the launcher looks whatever DOCKER_HOST and the docker context say\n";
        const std::string elsewhere = engine_elsewhere(address, environment, files);
        if (elsewhere.empty())
            return lines + "to see whether Docker is installed and runs, type: systemctl status docker";
        return lines + "to let it find your engine, type: sudo ln -s " + text::visible(elsewhere) + " " +
               fixed_socket;
    }
    if (!files.is_writable(fixed_socket)) {
        return std::string("note: you may not use the Docker Engine at ") + fixed_socket +
               "\nto join the group that may, type: sudo usermod -aG docker $USER\nthen log out and in again";
    }
    if (address.kind == EngineAddress::Kind::local_socket && !files.exists(address.path)) {
        return "note: there is no Docker Engine at " + text::quoted(address.path) +
               ", which DOCKER_HOST names";
    }
    return {};
}

}  // namespace tao::engines
