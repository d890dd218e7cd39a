#pragma once

#include <csignal>

#include "os/signals.hpp"

namespace tao::run {

// The signals on which a run is brought to its end in order: those whose default action is to end a process
// and that are sent from outside. Those that this process was started with as ignored (nohup) are left out:
// they stay ignored. SIGTSTP, SIGTTIN and SIGTTOU stop this process like any other, so Ctrl-Z and fg work;
// SIGABRT, SIGSEGV and the like end it at once, and the guardian does what is left to do.
os::SignalSet stop_signals();

// The signals that are kept from this process while it supervises: the stop signals, which are read as
// events, SIGPIPE, because a closed standard error must not end a run, and SIGXFSZ, because a limit of the size of
// files (ulimit -f) is to be an error with a message.
os::SignalSet blocked_signals();

// The signal that makes the launcher clean up and end: SIGINT, which Python turns into KeyboardInterrupt,
// unless the launcher ignores it, as a command that a shell put in the background does.
int launcher_stop_signal();

}  // namespace tao::run
