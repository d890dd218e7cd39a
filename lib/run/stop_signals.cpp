#include "run/stop_signals.hpp"

namespace tao::run {

os::SignalSet stop_signals() {
    os::SignalSet result = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2,
                            SIGALRM, SIGXCPU, SIGPROF, SIGPWR,  SIGIO,   SIGVTALRM};
    for (int realtime = SIGRTMIN; realtime <= SIGRTMAX; ++realtime) {
        result.add(realtime);
    }
    for (int signal = 1; signal <= SIGRTMAX; ++signal) {
        if (result.contains(signal) && os::is_ignored(signal)) result.remove(signal);
    }
    return result;
}

os::SignalSet blocked_signals() {
    os::SignalSet result = stop_signals();
    result.add(SIGPIPE);
    result.add(SIGXFSZ);
    return result;
}

int launcher_stop_signal() {
    for (const int signal : {SIGINT, SIGTERM}) {
        if (!os::is_ignored(signal)) return signal;
    }
    return SIGKILL;
}

}  // namespace tao::run
