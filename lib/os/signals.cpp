#include "os/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

namespace tao::os {

SignalSet::SignalSet(std::initializer_list<int> signals) : SignalSet() {
    for (const int signal : signals) {
        add(signal);
    }
}

SignalSet SignalSet::all() {
    SignalSet result;
    sigfillset(&result.set_);
    return result;
}

bool is_ignored(int signal) {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void ignore(int signal) {
    ::signal(signal, SIG_IGN);
}

void restore_default(int signal) {
    ::signal(signal, SIG_DFL);
}

SignalSet set_signal_mask(const SignalSet& mask) {
    SignalSet before;
    ::sigprocmask(SIG_SETMASK, &mask.native(), &before.native());
    return before;
}

SignalReader::SignalReader(const SignalSet& signals)
    : descriptor_(::signalfd(-1, &signals.native(), SFD_CLOEXEC | SFD_NONBLOCK)) {}

std::optional<ReceivedSignal> SignalReader::next() {
    signalfd_siginfo info{};
    if (::read(descriptor_.get(), &info, sizeof info) != sizeof info) return std::nullopt;
    return ReceivedSignal{.number = static_cast<int>(info.ssi_signo),
                          .from_terminal = info.ssi_code == SI_KERNEL};
}

}  // namespace tao::os
