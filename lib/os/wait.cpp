#include "os/wait.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

namespace tao::os {

namespace {

int milliseconds_left(Deadline deadline) {
    if (!deadline) return -1;
    // Rounded up: a wait that ends a little early would be repeated with nothing left to wait for.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - SteadyClock::now()).count();
    return static_cast<int>(std::clamp<long long>(left, 0, INT_MAX));
}

bool wait(pollfd* first, nfds_t count, Deadline deadline) {
    for (;;) {
        const int ready = ::poll(first, count, milliseconds_left(deadline));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
        if (passed(deadline)) return false;
    }
}

class SystemClock final : public Clock {
  public:
    Moment now() const override { return SteadyClock::now(); }
    bool wait_readable(std::initializer_list<int> descriptors, Deadline deadline) override {
        return os::wait_readable(descriptors, deadline);
    }
};

}  // namespace

Deadline earlier(Deadline left, Deadline right) {
    if (!left) return right;
    if (!right) return left;
    return std::min(*left, *right);
}

Clock& system_clock() {
    static SystemClock clock;
    return clock;
}

bool passed(Deadline deadline) {
    return deadline && SteadyClock::now() >= *deadline;
}

bool wait_readable(std::initializer_list<int> descriptors, Deadline deadline) {
    std::array<pollfd, 8> polled{};
    nfds_t count = 0;
    for (const int descriptor : descriptors) {
        // poll(2) skips an entry whose descriptor is negative.
        if (count < polled.size()) polled[count++] = {.fd = descriptor, .events = POLLIN, .revents = 0};
    }
    return wait(polled.data(), count, deadline);
}

bool wait_writable(int descriptor, Deadline deadline) {
    pollfd polled{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return wait(&polled, 1, deadline);
}

}  // namespace tao::os
