#pragma once

#include <atomic>
#include <cstdint>

#include "os/wait.hpp"

namespace tao::os {

// A number in memory that several processes share, with waiting and waking (futex(2)). Zero means "not yet".
class SharedWord {
  public:
    std::uint32_t get() const { return value_.load(std::memory_order_acquire); }

    // Stores the value and wakes everybody who waits.
    void set(std::uint32_t value);

    // Waits until the value is not zero or the deadline has passed; returns the value.
    std::uint32_t wait_until_set(Deadline deadline) const;

  private:
    std::atomic<std::uint32_t> value_;
    static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
};

}  // namespace tao::os
