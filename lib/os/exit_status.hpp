#pragma once

namespace tao::os {

// How a process ended: with a code, or by a signal. The two are kept apart because a shell's 143 may be
// either.
struct ExitStatus {
    int code = 0;    // 0-255, if it exited
    int signal = 0;  // the signal it died of; 0: it exited

    // From a wait status as in waitpid(2).
    static ExitStatus from_wait_status(int wait_status);

    bool success() const { return code == 0 && signal == 0; }

    // What a shell puts into $?: the code, or 128 + the signal (POSIX.1-2017, XCU 2.8.2, asks for more than
    // 128; every shell in use does this).
    int shell_code() const { return signal != 0 ? 128 + signal : code; }

    bool operator==(const ExitStatus&) const = default;
};

}  // namespace tao::os
