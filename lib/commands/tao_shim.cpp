#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <exception>

#include "commands/command_line.hpp"
#include "commands/help.hpp"
#include "commands/subcommand.hpp"
#include "commands/subcommands.hpp"
#include "os/descriptor.hpp"
#include "os/signals.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "plan/invocation.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

// The surroundings in which `tao` would run: the shim beside this program.
Surroundings surroundings_here(const os::FileSystem& files, int argc, char** argv) {
    Surroundings here{.invocation = plan::this_invocation(argc, argv), .files = files};
    const std::string& executable = here.invocation.self_path;
    const std::string bin = executable.substr(0, executable.rfind('/'));
    const std::string prefix = bin.substr(0, bin.rfind('/'));
    here.invocation.self_path = prefix + "/lib/tao-shim/shims/tao";
    here.invocation.front_directory = prefix + "/lib/tao-shim/front";
    const auto shim = files.status(here.invocation.self_path);
    here.invocation.self = shim ? shim->identity : os::FileIdentity{};
    here.colour = here.invocation.environment.get_or_empty("NO_COLOR").empty() &&
                  here.invocation.environment.get_or_empty("TERM") != "dumb" &&
                  os::is_terminal(STDOUT_FILENO);
    return here;
}

std::error_code output_fault;  // the first one

// What somebody redirects into a file must not end there silently. Who reads a pipe may have read enough.
int with_output_fault(int status) {
    if (!output_fault || output_fault == std::errc::broken_pipe) return status;
    complain(text::message("error: the output cannot be written: " + output_fault.message()));
    return status == 0 ? plan::own_failure : status;
}

}  // namespace

void print(const std::string& text) {
    const std::error_code fault = os::write_all(STDOUT_FILENO, text);
    if (!output_fault) output_fault = fault;
}

void complain(const std::string& text) {
    os::write_all(STDERR_FILENO, text);
}

int usage_fault(const std::string& what, const std::string& example) {
    complain(text::message("error: " + what + "\nfor example: " + example));
    return usage_error;
}

int tao_shim_main(int argc, char** argv) {
    // At the limit of a shell (ulimit -f) a write shall fail, so that what was begun is taken away.
    os::ignore(SIGXFSZ);
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    const std::vector<Subcommand> subcommands = all_subcommands();
    const os::HostFileSystem files;
    const CommandLine line = read_command_line(words, subcommands, &files);
    switch (line.kind) {
        case CommandLine::Kind::help:
            print(line.subcommand == nullptr ? program_help(subcommands, help_columns())
                                             : subcommand_help(*line.subcommand, help_columns()));
            return with_output_fault(0);
        case CommandLine::Kind::version:
            print(version_line());
            return with_output_fault(0);
        case CommandLine::Kind::fault:
            if (words.empty()) complain(program_help(subcommands, help_columns()) + "\n");
            complain(text::message("error: " + line.fault));
            return usage_error;
        case CommandLine::Kind::run:
            break;
    }
    try {
        return with_output_fault(line.subcommand->run(line.words, surroundings_here(files, argc, argv)));
    } catch (const std::exception& failure) {
        complain(text::message(std::string("error: ") + failure.what()));
    }
    return plan::own_failure;
}

}  // namespace tao::commands
