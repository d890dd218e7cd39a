#pragma once

#include <termios.h>

#include <cstddef>
#include <optional>

#include "os/descriptor.hpp"

namespace tao::os {

bool is_terminal(int descriptor);

// How many columns it shows; 0 if it is no terminal, or does not tell.
std::size_t terminal_columns(int descriptor);

// Is it a terminal that shows what is written as it is, so that a newline goes down and not to the left?
bool is_raw_terminal(int descriptor);

// The modes of the controlling terminal (echo, line editing, ...) at the time of construction, to be put back
// when a program that changed them has died.
class TerminalModes {
  public:
    TerminalModes();

    // Puts them back if they differ and this process is in the foreground: in the background the modes belong
    // to whoever is in front now.
    void restore() const;

  private:
    Descriptor terminal_;  // -1: this process has no terminal
    termios saved_{};
};

}  // namespace tao::os
