#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/descriptor.hpp"
#include "os/environment.hpp"
#include "run/report.hpp"

namespace tao::run {

// The guardian is the one helper process of a run. It belongs to no group, session or terminal, so whatever kills the
// others leaves it, and it sees to it that the container of the run goes:
//   - when the launcher stops the container itself, it tells the container's shell to leave: an interactive shell
//     ignores the SIGTERM of that stop, and docker would wait ten seconds before it kills it;
//   - when the launcher has gone without doing so, however that came, it removes the container, one whose creation was
//     still under way included;
//   - in a job that can be killed by its control group, itself included, it sets a dead man's switch (dead_man_switch.hpp).
// It ends when that is done, so the supervisor waits for it.

// By this argv[0] the docker stand-in knows that it is to be the guardian.
inline constexpr std::string_view guardian_name = "tao-shim-guardian";

// Whose container a guardian guards.
struct GuardedEngine {
    std::string engine = "launcher";  // by its name in `engine:`
    std::string program{};            // its command, where it is asked by that
};

// Starts the guardian of a run and returns our end of the socket to it, which is at its end once the guardian has
// ended. program: the docker stand-in. environment: the launcher's; it says where the engine is.
os::Descriptor start_guardian(const std::string& program, const os::Environment& environment,
                              const Report& report, const GuardedEngine& guarded, std::error_code& error);

// The guardian's own main function. argv: guardian_name, the numbers of its inherited descriptors: socket and report; name
// and command of the engine.
int guardian_main(const std::vector<std::string>& argv, const os::Environment& environment);

}  // namespace tao::run
