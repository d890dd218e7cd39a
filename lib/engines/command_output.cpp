#include "engines/command_output.hpp"

#include <csignal>
#include <utility>

#include "os/pipe.hpp"
#include "os/process.hpp"
#include "text/escape.hpp"

namespace tao::engines {

CommandOutput output_of(const std::string& program, std::vector<std::string> argv,
                        const os::Environment& environment, os::Deadline deadline, bool errors_too) {
    CommandOutput output;
    std::error_code error;
    os::Pipe pipe = os::make_pipe(error);
    const std::string name = argv.empty() ? program : argv.front();
    const os::Program started{.path = program, .argv = std::move(argv), .environment = environment};
    os::StartOptions options;
    const os::Descriptor nothing = os::null_device();
    options.input = nothing.get();
    options.output = pipe.write.get();
    options.errors = errors_too ? pipe.write.get() : nothing.get();
    auto child = error ? std::nullopt : os::start(started, options, error);
    if (!child) {
        output.failure = error.message();
        return output;
    }
    pipe.write.close();
    bool more = true;
    while (more) {
        if (!os::wait_readable({pipe.read.get()}, deadline)) {
            child->handle().send(SIGKILL);
            child->wait();
            output.failure = text::visible(name) + " does not answer";
            return output;
        }
        more = os::read_available(pipe.read.get(), output.text);
    }
    output.status = child->wait().shell_code();
    return output;
}

}  // namespace tao::engines
