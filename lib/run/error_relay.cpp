#include "run/error_relay.hpp"

#include <unistd.h>

#include "os/wait.hpp"
#include "plan/exit_codes.hpp"
#include "run/supervisor.hpp"

namespace tao::run {

namespace {

// A task may write megabytes without a newline.
constexpr std::size_t longest_line = 4096;

}  // namespace

ErrorRelay::ErrorRelay(std::function<void(const std::string& line)> look) : look_(std::move(look)) {
    std::error_code error;
    theirs_ = os::make_pipe(error);
    if (!error) end_ = os::make_pipe(error);
    if (error) throw Failure(plan::own_failure, "error: cannot make a pipe: " + error.message());
    thread_ = std::thread([this] { relay(); });
}

void ErrorRelay::finish() {
    theirs_.write.close();
    end_.write.close();
    if (thread_.joinable()) thread_.join();
}

void ErrorRelay::relay() {
    std::string line;
    for (bool more = true; more;) {
        os::wait_readable({theirs_.read.get(), end_.read.get()}, std::nullopt);
        const bool last = os::wait_readable({end_.read.get()}, os::SteadyClock::now());
        std::string text;
        more = os::read_available(theirs_.read.get(), text) && !last;
        os::write_all(STDERR_FILENO, text);
        for (const char letter : text) {
            if (letter == '\n') {
                look_(line);
                line.clear();
            } else if (line.size() < longest_line) {
                line += letter;
            }
        }
    }
    if (!line.empty()) look_(line);
}

}  // namespace tao::run
