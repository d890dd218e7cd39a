#pragma once

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "os/pipe.hpp"
#include "run/system.hpp"
#include "support/given_clock.hpp"

namespace tao::tests {

// A pipe whose reading end is readable once somebody has written to it or closed it.
inline os::Pipe new_pipe() {
    std::error_code error;
    return os::make_pipe(error);
}

// A child that ends when the test says so and writes down which signals it got, and when.
struct GivenChild {
    os::Pipe end = new_pipe();
    os::ExitStatus status;
    std::vector<int> got;
    std::function<void(int)> when_signalled = [](int) {};

    void ends(os::ExitStatus how) {
        status = how;
        end.write.close();
    }
};

// The operating system as a test gives it: the clock, the signals, and one child.
class GivenSystem {
  public:
    GivenClock clock;
    GivenChild child;
    std::error_code start_error;  // the child cannot be started
    std::vector<os::Program> started;
    os::StartOptions options;  // of the last one
    std::vector<std::string> said;
    std::vector<pid_t> asked_to_end;
    std::function<void(pid_t)> when_asked_to_end = [](pid_t) {};

    void receive(int signal, bool from_terminal = false) {
        signals_.pending.push_back({.number = signal, .from_terminal = from_terminal});
        static_cast<void>(!::write(signals_.wake.write.get(), "x", 1));
    }
    void receive_at(std::chrono::milliseconds time, int signal, bool from_terminal = false) {
        clock.at(time, [this, signal, from_terminal] { receive(signal, from_terminal); });
    }
    void child_ends_at(std::chrono::milliseconds time, os::ExitStatus how) {
        clock.at(time, [this, how] { child.ends(how); });
    }

    run::System system() {
        return {.clock = clock,
                .signals = signals_,
                .start = [this](const os::Program& program, const os::StartOptions& wanted,
                                std::error_code& error) -> std::unique_ptr<os::Child> {
                    error = start_error;
                    if (error) return nullptr;
                    started.push_back(program);
                    options = wanted;
                    return std::make_unique<Handle>(child);
                },
                .ask_to_end =
                    [this](pid_t process) {
                        asked_to_end.push_back(process);
                        when_asked_to_end(process);
                    },
                .say = [this](const std::string& lines) { said.push_back(lines); }};
    }

  private:
    class Handle final : public os::Child {
      public:
        explicit Handle(GivenChild& child) : child_(child) {}
        int descriptor() const override { return child_.end.read.get(); }
        void send(int signal) const override {
            child_.got.push_back(signal);
            child_.when_signalled(signal);
        }
        os::ExitStatus wait() override { return child_.status; }

      private:
        GivenChild& child_;
    };

    class Signals final : public os::SignalSource {
      public:
        std::deque<os::ReceivedSignal> pending;
        os::Pipe wake = new_pipe();
        int descriptor() const override { return wake.read.get(); }
        std::optional<os::ReceivedSignal> next() override {
            char byte = 0;
            if (pending.empty() || ::read(wake.read.get(), &byte, 1) != 1) return std::nullopt;
            const os::ReceivedSignal signal = pending.front();
            pending.pop_front();
            return signal;
        }
    };

    Signals signals_;
};

}  // namespace tao::tests
