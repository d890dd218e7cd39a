#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>

namespace tao::os {

// The clock of every wait: one that nobody can set.
using SteadyClock = std::chrono::steady_clock;
using Moment = SteadyClock::time_point;

// A moment after which nobody waits any longer; nothing: for ever.
using Deadline = std::optional<Moment>;

// The earlier of two deadlines.
Deadline earlier(Deadline left, Deadline right);

// Time as a process lives through it: what the hour is, and waiting. Whoever decides by time takes one, so that a test
// can give it.
class Clock {
  public:
    virtual ~Clock() = default;

    virtual Moment now() const = 0;

    // Waits until one of the descriptors has something to read or was closed by its other side, or until the
    // deadline. Descriptors below zero are left out. Returns whether anything happened before the deadline.
    virtual bool wait_readable(std::initializer_list<int> descriptors, Deadline deadline) = 0;

    // A deadline that is so far away.
    Deadline in(std::chrono::milliseconds time) const { return now() + time; }

    bool passed(Deadline deadline) const { return deadline && now() >= *deadline; }

    // The same without waiting.
    bool is_readable(int descriptor) { return wait_readable({descriptor}, now()); }
};

// The computer's own.
Clock& system_clock();

// For those to whom only the computer's own clock matters.
inline Deadline in(std::chrono::milliseconds time) {
    return SteadyClock::now() + time;
}
bool passed(Deadline deadline);
bool wait_readable(std::initializer_list<int> descriptors, Deadline deadline);

// Waits for room to write.
bool wait_writable(int descriptor, Deadline deadline);

}  // namespace tao::os
