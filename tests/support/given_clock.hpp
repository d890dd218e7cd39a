#pragma once

#include <algorithm>
#include <functional>
#include <map>

#include "os/wait.hpp"
#include "support/catch.hpp"

namespace tao::tests {

// Time as a test gives it. Nobody waits: the hour goes straight to what comes next, which is something to read, what the
// test has planned, or the deadline. Only where there is neither plan nor deadline is something real waited for, such as
// the end of a process.
class GivenClock final : public os::Clock {
  public:
    os::Moment now() const override { return now_; }

    bool wait_readable(std::initializer_list<int> descriptors, os::Deadline deadline) override {
        for (;;) {
            if (os::wait_readable(descriptors, os::SteadyClock::now())) return true;
            const auto next = planned_.begin();
            if (next != planned_.end() && (!deadline || next->first <= *deadline)) {
                const auto what = std::move(next->second);
                now_ = std::max(now_, next->first);
                planned_.erase(next);
                what();
                continue;
            }
            if (deadline) {
                now_ = std::max(now_, *deadline);
                return false;
            }
            if (os::wait_readable(descriptors, os::in(std::chrono::seconds(30)))) return true;
            FAIL("what is waited for without an end does not happen");
        }
    }

    // So long after the beginning.
    void at(std::chrono::milliseconds time, std::function<void()> what) {
        planned_.emplace(beginning_ + time, std::move(what));
    }

    // As where something takes that long without waiting here.
    void pass(std::chrono::milliseconds time) { now_ += time; }

    std::chrono::milliseconds passed_since_beginning() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(now_ - beginning_);
    }

  private:
    const os::Moment beginning_ = os::SteadyClock::now();
    os::Moment now_ = beginning_;
    std::multimap<os::Moment, std::function<void()>> planned_;
};

}  // namespace tao::tests
