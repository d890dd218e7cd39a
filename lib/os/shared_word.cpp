#include "os/shared_word.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>

namespace tao::os {

void SharedWord::set(std::uint32_t value) {
    value_.store(value, std::memory_order_release);
    ::syscall(SYS_futex, &value_, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

std::uint32_t SharedWord::wait_until_set(Deadline deadline) const {
    for (;;) {
        const std::uint32_t value = get();
        if (value != 0 || passed(deadline)) return value;
        timespec left{};
        if (deadline) {
            const auto time = *deadline - SteadyClock::now();
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
            left.tv_sec = seconds.count();
            left.tv_nsec = std::chrono::duration_cast<std::chrono::nanoseconds>(time - seconds).count();
            if (left.tv_sec < 0 || left.tv_nsec < 0) left = {};
        }
        ::syscall(SYS_futex, &value_, FUTEX_WAIT, 0, deadline ? &left : nullptr, nullptr, 0);
    }
}

}  // namespace tao::os
