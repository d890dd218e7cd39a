#include "run/exit_code.hpp"

#include <csignal>

#include "run/exit_codes.hpp"

namespace tao::run {

Verdict judge(const Outcome& outcome) {
    if (outcome.stopped_by != 0) return {.exit_code = 128 + outcome.stopped_by, .message = {}};
    if (outcome.launcher.signal != 0) return {.exit_code = outcome.launcher.shell_code(), .message = {}};
    if (outcome.phase == Phase::ended) return {.exit_code = outcome.task.shell_code(), .message = {}};
    if (!outcome.launcher.success()) return {.exit_code = outcome.launcher.shell_code(), .message = {}};
    if (outcome.phase == Phase::running) {
        return {.exit_code = 128 + SIGKILL,
                .message =
                    "the docker command that ran the task ended before the task did, so how the task ended "
                    "is not known"};
    }
    return {.exit_code = own_failure,
            .message =
                "the launcher ended with status 0, but it never ran the task: "
                "no 'docker exec' of it was seen; what it printed above may say why"};
}

}  // namespace tao::run
