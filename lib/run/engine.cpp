#include "run/engine.hpp"

#include "run/engine_address.hpp"
#include "run/engine_api.hpp"
#include "run/engine_command.hpp"
#include "run/real_docker.hpp"

namespace tao::run {

std::unique_ptr<Engine> connect_engine(const os::Environment& environment) {
    const EngineAddress address = engine_address(environment);
    if (address.kind != EngineAddress::Kind::other) return make_engine_api(address);
    const os::HostFileSystem files;
    const std::optional<os::FileStatus> self = files.status("/proc/self/exe");
    return make_engine_command(
        find_real_docker(environment, self ? self->identity : os::FileIdentity{}, files), environment);
}

}  // namespace tao::run
