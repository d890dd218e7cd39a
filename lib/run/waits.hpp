#pragma once

#include <chrono>

// Every wait of a run, in one table: who waits for what, how long, and what happens then. Nothing in a run waits without
// an end that stands here, but for the task itself.
namespace tao::run::waits {

using namespace std::chrono_literals;

// The supervisor, after a signal that asks the run to stop:
inline constexpr auto launcher_to_stop = 3s;  // for the launcher to end; then it is asked again, by a signal
inline constexpr auto launcher_to_stop_at_all = 6s;  // since the same signal; then it is killed
inline constexpr auto command_to_stop =
    12s;  // the same for an engine's command, whose task has task_to_leave
inline constexpr auto command_to_stop_at_all = 15s;
inline constexpr auto guardians_findings =
    25s;  // for the guardian to have removed the container; then a warning

// The stand-in:
inline constexpr auto guardian_to_watch =
    2s;  // for the guardian to see the engine's events; without it only the end is late
inline constexpr auto docker_to_end = 2s;  // for the docker command to end after a signal; then it is killed
inline constexpr auto task_to_end =
    1s;  // for the engine to see the end that docker has told; then the task goes on
inline constexpr auto task_question = 5s;  // for one answer about that, or about what the container shows
inline constexpr auto task_again = 20ms;   // between two such questions

// The guardian, for one answer of the engine:
inline constexpr auto engine_call = 10s;     // an engine that starts fifty containers at once answers slowly
inline constexpr auto engine_again = 1s;     // until it tries again to subscribe to the engine's events
inline constexpr auto switch_to_set = 2s;    // for a dead man's switch: nobody else is looked after meanwhile
inline constexpr auto others_to_leave = 1s;  // after an event, until it looks at what others have left behind
inline constexpr auto left_behind = 2s;      // for what earlier runs have left (remove_abandoned.hpp)

// The guardian, while the child lives or has just ended:
inline constexpr auto shell_to_leave =
    2s;  // for the container's shell to leave after SIGHUP; then it is killed
inline constexpr auto task_to_leave = 10s;  // for a task after the SIGTERM of a stop; then it is killed
inline constexpr auto orphan_to_end =
    3s;  // for the child to end after its supervisor was killed; then it is killed
inline constexpr auto end_to_be_told = 1s;  // for the supervisor to say how the child ended
inline constexpr auto engine_to_remove =
    1s;  // for the engine to remove a container of its own accord; then we do

// The guardian, until it is certain that no container is left (pending_creation.hpp). A launcher that ends by itself has
// got its answers, unless it has waited for one too long: its library does so after 60 s. The docker command never does.
inline constexpr auto answer_to_launcher = 30s;  // a shorter life was not ended by impatience
inline constexpr auto guardian_awaited =
    10s;  // then the supervisor is told not to wait any longer, and how it stands
inline constexpr auto guardian_alone = 10min;   // then it gives up
inline constexpr auto look_again = 20ms;        // between two attempts, twice as long each time
inline constexpr auto look_again_at_last = 1s;  // but never longer

// The same where it cannot be seen what the engine is at work on: a container may appear for ten times as long as a
// simple question takes, within limits; then nobody is kept waiting, and what comes later is waited for alone.
inline constexpr int creation_guess_answers = 10;
inline constexpr auto creation_guess_least = 500ms;
inline constexpr auto creation_guess_most = 5s;
inline constexpr auto creation_unseen = 2min;

// tao-shim stop, besides engine_call and shell_to_leave:
inline constexpr auto stop_removal = 15s;  // for a container to be gone; then it is reported as still there
inline constexpr auto stop_removal_again = 50ms;  // between two attempts

}  // namespace tao::run::waits
