#include "os/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "os/signals.hpp"

namespace tao::os {

namespace {

bool same_modes(const termios& left, const termios& right) {
    return left.c_iflag == right.c_iflag && left.c_oflag == right.c_oflag && left.c_cflag == right.c_cflag &&
           left.c_lflag == right.c_lflag && std::equal(left.c_cc, left.c_cc + NCCS, right.c_cc);
}

}  // namespace

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

std::size_t terminal_columns(int descriptor) {
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool is_raw_terminal(int descriptor) {
    termios modes{};
    return ::tcgetattr(descriptor, &modes) == 0 && (modes.c_oflag & OPOST) == 0;
}

// Standard input, because that is what docker sets to raw; else the controlling terminal, which a program may
// have opened for itself.
TerminalModes::TerminalModes()
    : terminal_(is_terminal(STDIN_FILENO) ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                          : ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {
    if (terminal_ && ::tcgetattr(terminal_.get(), &saved_) != 0) terminal_.close();
}

void TerminalModes::restore() const {
    if (!terminal_) return;
    // -1: a terminal, but not ours to be in the foreground of.
    const pid_t foreground = ::tcgetpgrp(terminal_.get());
    if (foreground >= 0 && foreground != ::getpgrp()) return;
    termios now{};
    if (::tcgetattr(terminal_.get(), &now) != 0 || same_modes(now, saved_)) return;
    // Should the foreground change right here, SIGTTOU must not stop us for ever.
    const SignalSet mask = set_signal_mask(SignalSet::all());
    ::tcsetattr(terminal_.get(), TCSADRAIN, &saved_);
    set_signal_mask(mask);
}

}  // namespace tao::os
