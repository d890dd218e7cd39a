#pragma once

#include <optional>
#include <string>
#include <string_view>

// What supervisor and guardian of a run tell each other over their socket.
namespace tao::run {

// The supervisor's.
inline constexpr std::string_view child_started = "child started";  // with its pidfd
inline constexpr std::string_view stop_container =
    "stop container";  // a signal asks for it, and nobody else will do it
inline constexpr std::string_view child_ended = "child ended";  // by itself, with nobody asking it to
inline constexpr std::string_view child_ended_signalled =
    "child ended, signalled";  // the same, with a status above 128: a signal has ended the task, or what it started
inline constexpr std::string_view child_stopped = "child stopped";  // by a signal or because of one

// Is it one of the three that tell the child's end?
inline bool tells_end(std::string_view message) {
    return message == child_ended || message == child_ended_signalled || message == child_stopped;
}

// The guardian's.
inline constexpr std::string_view switch_set = "switch set";  // with it, to hold (dead_man_switch.hpp)

// The guardian's last message: what it found out. It has ended then, or goes on with nobody waiting for it.
struct Findings {
    bool engine_lost = false;     // the engine was watched, and went away during the run
    bool container_left = false;  // it is not certain that the container is gone
    bool task_started =
        false;  // the engine has told so; where it tells nothing it may have started all the same
    bool creation_pending =
        false;  // the engine is still at work on its creation; the guardian removes it later
    std::string
        replaced{};  // why the run was ended: a mount is not what was allowed (source_watch.hpp); else empty
    std::string unreachable;  // why the engine could not be asked at the end; empty: it could

    bool operator==(const Findings&) const = default;
};
std::string to_message(const Findings& findings);

// Nothing if it is another message.
std::optional<Findings> findings_in(std::string_view message);

}  // namespace tao::run
