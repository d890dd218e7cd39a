#include "engines/engine.hpp"

#include "engines/address.hpp"
#include "engines/api.hpp"

namespace tao::engines {

std::unique_ptr<ContainerEngine> connect_engine(const os::Environment& environment) {
    return make_engine_api(engine_address(environment));
}

}  // namespace tao::engines
