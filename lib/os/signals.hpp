#pragma once

#include <csignal>
#include <initializer_list>
#include <optional>

#include "os/descriptor.hpp"

namespace tao::os {

// A set of signal numbers, as sigsetops(3).
class SignalSet {
  public:
    SignalSet() { sigemptyset(&set_); }
    SignalSet(std::initializer_list<int> signals);
    static SignalSet all();

    void add(int signal) { sigaddset(&set_, signal); }
    void remove(int signal) { sigdelset(&set_, signal); }
    bool contains(int signal) const { return sigismember(&set_, signal) == 1; }
    const sigset_t& native() const { return set_; }
    sigset_t& native() { return set_; }

  private:
    sigset_t set_;
};

// Is the disposition of the signal SIG_IGN, as nohup(1) leaves SIGHUP and a shell without job control leaves
// SIGINT and SIGQUIT of a command in the background?
bool is_ignored(int signal);

// Sets the disposition to SIG_IGN or SIG_DFL.
void ignore(int signal);
void restore_default(int signal);

// Replaces the signal mask of this process and returns the one before.
SignalSet set_signal_mask(const SignalSet& mask);

struct ReceivedSignal {
    int number = 0;
    bool from_terminal = false;  // sent by the terminal driver, to the whole foreground group
};

// Signals as events among others.
class SignalSource {
  public:
    virtual ~SignalSource() = default;

    // Readable when a signal is pending.
    virtual int descriptor() const = 0;

    // The next pending signal; nothing if there is none. Never waits.
    virtual std::optional<ReceivedSignal> next() = 0;
};

// Reads blocked signals as they arrive (signalfd(2)).
class SignalReader final : public SignalSource {
  public:
    // The signals must be blocked already. One that is ignored must not be among them: a blocked signal is
    // queued even if it is ignored.
    explicit SignalReader(const SignalSet& signals);

    int descriptor() const override { return descriptor_.get(); }
    std::optional<ReceivedSignal> next() override;

  private:
    Descriptor descriptor_;
};

}  // namespace tao::os
