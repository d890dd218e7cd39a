#include "run/remove_abandoned.hpp"

#include <chrono>

#include "engines/markers.hpp"

namespace tao::run {

namespace {

constexpr std::chrono::minutes abandoned_after(5);

}  // namespace

void remove_abandoned_containers(engines::ContainerEngine& engine, const os::Clock& clock,
                                 os::Deadline deadline) {
    for (const std::string& container : engine.list_never_started(abandoned_after, deadline)) {
        if (clock.passed(deadline)) return;
        if (!engine.variable(container, engines::run_marker, deadline).value_or("").empty())
            engine.remove(container, deadline);
    }
}

}  // namespace tao::run
