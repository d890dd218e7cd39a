#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>

namespace tao::os {

using Clock = std::chrono::steady_clock;

// A moment after which nobody waits any longer; nothing: for ever.
using Deadline = std::optional<Clock::time_point>;

inline Deadline in(std::chrono::milliseconds time) {
    return Clock::now() + time;
}

// The earlier of two deadlines.
Deadline earlier(Deadline left, Deadline right);

bool passed(Deadline deadline);

// Waits until one of the descriptors has something to read or was closed by its other side, or until the
// deadline. Descriptors below zero are left out. Returns whether anything happened before the deadline.
bool wait_readable(std::initializer_list<int> descriptors, Deadline deadline);

// The same for room to write.
bool wait_writable(int descriptor, Deadline deadline);

}  // namespace tao::os
