#include "run/engine.hpp"

#include "run/engine_address.hpp"
#include "run/engine_api.hpp"

namespace tao::run {

std::unique_ptr<Engine> connect_engine(const os::Environment& environment) {
    return make_engine_api(engine_address(environment));
}

}  // namespace tao::run
