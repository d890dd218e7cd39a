#include "run/stop_signals.hpp"

#include "support/catch.hpp"

using namespace tao;

TEST_CASE("every deadly signal from outside is a stop signal, and those of bugs and job control are not") {
    const os::SignalSet stop = run::stop_signals();
    for (const int signal :
         {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGRTMIN, SIGRTMAX}) {
        CHECK(stop.contains(signal));
    }
    for (const int signal :
         {SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGWINCH, SIGCHLD, SIGURG, SIGPIPE, SIGSEGV, SIGABRT}) {
        CHECK_FALSE(stop.contains(signal));
    }
}

TEST_CASE("what is ignored at the start is no stop signal") {
    os::ignore(SIGHUP);
    CHECK_FALSE(run::stop_signals().contains(SIGHUP));
    CHECK_FALSE(run::blocked_signals().contains(SIGHUP));
    os::restore_default(SIGHUP);
}

TEST_CASE("a closed pipe must not end the supervisor") {
    CHECK(run::blocked_signals().contains(SIGPIPE));
}

TEST_CASE("a limit of the size of files is an error, not a death") {
    CHECK(run::blocked_signals().contains(SIGXFSZ));
}

TEST_CASE("the launcher is stopped by a signal that it does not ignore") {
    CHECK(run::launcher_stop_signal() == SIGINT);
    os::ignore(SIGINT);
    CHECK(run::launcher_stop_signal() == SIGTERM);
    os::ignore(SIGTERM);
    CHECK(run::launcher_stop_signal() == SIGKILL);
    os::restore_default(SIGINT);
    os::restore_default(SIGTERM);
}
