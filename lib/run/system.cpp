#include "run/system.hpp"

#include <unistd.h>

#include "os/descriptor.hpp"
#include "os/terminal.hpp"
#include "text/message.hpp"

namespace tao::run {

namespace {

std::unique_ptr<os::Child> start(const os::Program& program, const os::StartOptions& options,
                                 std::error_code& error) {
    std::optional<os::ChildProcess> child = os::start(program, options, error);
    return child ? std::make_unique<os::ChildProcess>(std::move(*child)) : nullptr;
}

// Even while the task has the terminal in raw mode, where a newline only goes down.
void say(const std::string& lines) {
    std::string text = text::message(lines);
    if (os::is_raw_terminal(STDERR_FILENO)) {
        for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
            text.insert(at, "\r");
        text.insert(0, "\r");
    }
    os::write_all(STDERR_FILENO, text);
}

}  // namespace

System this_system(os::SignalSource& signals) {
    return {.clock = os::system_clock(),
            .signals = signals,
            .start = start,
            .ask_to_end = os::ask_to_end,
            .say = say};
}

}  // namespace tao::run
