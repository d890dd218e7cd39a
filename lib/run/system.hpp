#pragma once

#include <functional>
#include <memory>
#include <string>
#include <system_error>

#include "os/process.hpp"
#include "os/signals.hpp"
#include "os/wait.hpp"

namespace tao::run {

// What supervisor and stand-in need of the operating system, so that a test can give it.
struct System {
    os::Clock& clock;
    os::SignalSource& signals;  // those on which there is something to do, blocked

    // As os::start.
    std::function<std::unique_ptr<os::Child>(const os::Program&, const os::StartOptions&, std::error_code&)>
        start;

    // As os::ask_to_end.
    std::function<void(pid_t)> ask_to_end;

    // Shows lines to the user, without prefix: "error: ...", "warning: ...".
    std::function<void(const std::string&)> say;
};

// The real one.
System this_system(os::SignalSource& signals);

}  // namespace tao::run
