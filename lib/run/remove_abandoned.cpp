#include "run/remove_abandoned.hpp"

#include <chrono>

#include "run/container_environment.hpp"

namespace tao::run {

namespace {

constexpr std::chrono::minutes abandoned_after(5);

}  // namespace

void remove_abandoned_containers(Engine& engine, os::Deadline deadline) {
    for (const std::string& container : engine.list_never_started(abandoned_after, deadline)) {
        if (os::passed(deadline)) return;
        if (!engine.variable(container, run_marker, deadline).value_or("").empty())
            engine.remove(container, deadline);
    }
}

}  // namespace tao::run
