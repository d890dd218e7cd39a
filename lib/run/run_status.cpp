#include "run/run_status.hpp"

#include <csignal>

#include "plan/exit_codes.hpp"
#include "run/failures.hpp"

namespace tao::run {

namespace {

constexpr char engine_went_away[] =
    "the Docker Engine went away during the run: it was stopped, was restarted, or crashed\n"
    "to see what it says about that, type: journalctl -u docker --since today";

constexpr char to_see_what_is_left[] = "to see what is left, type: tao-shim ps";

// With these docker ends when it loses the engine: 1 when it cannot ask how the command ended, 255 when it cannot even
// connect; `docker run` with 125.
bool gave_up(os::ExitStatus docker) {
    return docker.signal == 0 && (docker.code == 1 || docker.code == 255 || docker.code == plan::own_failure);
}

}  // namespace

RunStatus status_of(const Outcome& outcome) {
    if (outcome.stopped_by != 0) return {.exit_code = 128 + outcome.stopped_by, .message = {}};
    if (outcome.launcher.signal != 0) return {.exit_code = outcome.launcher.shell_code(), .message = {}};
    if (outcome.engine_lost && outcome.phase == Phase::ended && !outcome.task.success()) {
        return {.exit_code = gave_up(outcome.task) ? 128 + SIGKILL : outcome.task.shell_code(),
                .message = engine_went_away};
    }
    if (outcome.phase == Phase::ended) return {.exit_code = outcome.task.shell_code(), .message = {}};
    if (!outcome.launcher.success()) {
        return {.exit_code = outcome.launcher.shell_code(),
                .message = outcome.engine_lost ? engine_went_away : ""};
    }
    if (outcome.phase == Phase::running) {
        return {.exit_code = 128 + SIGKILL,
                .message =
                    "the docker command that ran the task ended before the task did, so how the task ended "
                    "is not known"};
    }
    return {.exit_code = plan::own_failure,
            .message =
                "the launcher ended with status 0, but it never ran the task: "
                "no 'docker exec' of it was seen; what it printed above may say why"};
}

std::string remark_of(const Outcome& outcome, bool is_shell) {
    const bool is_told = outcome.stopped_by != 0 || outcome.launcher.signal != 0 || outcome.engine_lost;
    if (is_told || is_shell || outcome.phase != Phase::ended) return {};
    return task_failure(outcome.task.shell_code());
}

RunStatus status_of_command(const CommandOutcome& outcome) {
    if (outcome.stopped_by != 0) return {.exit_code = 128 + outcome.stopped_by, .message = {}};
    if (!outcome.replaced.empty()) {
        const std::string what = outcome.task_started ? "the task was ended: " : "the task is not started: ";
        return {.exit_code = plan::own_failure, .message = what + outcome.replaced};
    }
    if (outcome.engine_lost && !outcome.command.success()) {
        return {.exit_code = gave_up(outcome.command) ? 128 + SIGKILL : outcome.command.shell_code(),
                .message = engine_went_away};
    }
    return {.exit_code = outcome.command.shell_code(), .message = {}};
}

std::vector<std::string> warnings_of(const Findings& findings, Phase phase) {
    std::vector<std::string> warnings;
    if (phase != Phase::preparing && !findings.engine_lost && !findings.unreachable.empty())
        warnings.push_back(findings.unreachable);
    if (findings.creation_pending) {
        warnings.push_back(
            std::string("the Docker Engine is still at work on the container of this run; it is "
                        "removed as soon as it is there\n") +
            to_see_what_is_left);
    } else if (findings.container_left) {
        warnings.push_back(std::string("it is not certain that the container of this run is gone\n") +
                           to_see_what_is_left);
    }
    return warnings;
}

}  // namespace tao::run
