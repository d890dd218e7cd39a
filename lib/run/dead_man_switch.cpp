#include "run/dead_man_switch.hpp"

#include "engines/api_answer.hpp"
#include "engines/markers.hpp"
#include "text/json_value.hpp"

namespace tao::run {

namespace {

// The hang-up is repeated because an image's entry point may still be at work, and the first process of a container
// ignores every signal that it has no handler for. SIGTERM is for the shell to ignore, because engines send it to a
// command whose client has gone.
constexpr char wait_for_the_end[] = "trap '' TERM; read x; while kill -HUP 1 && sleep 1; do :; done";

}  // namespace

os::Descriptor set_dead_man_switch(engines::ContainerEngine& engine, const std::string& container_id,
                                   const std::string& run_id, os::Deadline deadline) {
    const text::Json container =
        engines::answer_of(engine.ask("/containers/" + container_id + "/json", deadline).body);
    if (engines::container_variable(engines::value_at(container, "/Config/Env"), engines::run_marker) !=
        run_id)
        return {};
    const text::Json processes = engines::value_at(container, "/HostConfig/PidMode");
    if (processes != "" && processes != "private") return {};
    return engine.attach(container_id, {"/bin/sh", "-c", wait_for_the_end}, deadline);
}

}  // namespace tao::run
