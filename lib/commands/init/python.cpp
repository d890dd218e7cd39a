#include "commands/init/python.hpp"

#include <csignal>

#include "commands/project_here.hpp"
#include "launcher/path_list.hpp"
#include "os/anonymous_file.hpp"
#include "os/pipe.hpp"
#include "os/process.hpp"
#include "os/wait.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

// The exit status of a Python older than 3.6, and of none at all, such as pyenv's stand-in without a version.
constexpr int too_old = 64;
constexpr int not_started = 127;

// Stands above the script.
constexpr std::string_view look_at_version =
    "import sys\n"
    "if sys.version_info < (3, 6):\n"
    "    sys.exit(64)\n";

os::Environment without_python(const os::Environment& environment) {
    os::Environment clean({"LC_ALL=C.UTF-8"});
    for (const char* name : {"PATH", "HOME"}) {
        if (const auto value = environment.get(name)) clean.set(name, *value);
    }
    return clean;
}

std::string last_line(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

struct Ended {
    os::ExitStatus status;
    std::string output;
    std::string errors;
    bool in_time = true;
};

Ended wait_for(os::ChildProcess& child, const os::Pipe& output, const os::Pipe& errors,
               os::Deadline deadline) {
    Ended ended;
    int from = output.read.get();
    int complaints = errors.read.get();
    while (from >= 0 || complaints >= 0) {
        const bool more = os::wait_readable({from, complaints}, deadline);
        if (!more || ended.output.size() > largest_answer || ended.errors.size() > largest_answer) {
            ended.in_time = false;
            child.handle().send(SIGKILL);
            break;
        }
        if (from >= 0 && !os::read_available(from, ended.output)) from = -1;
        if (complaints >= 0 && !os::read_available(complaints, ended.errors)) complaints = -1;
    }
    ended.status = child.wait();
    return ended;
}

}  // namespace

std::vector<std::string> python_interpreters(const Surroundings& surroundings) {
    std::vector<std::string> found;
    const launcher::Found launcher = launcher_here(surroundings, "tao", false);
    if (launcher.found && launcher.launcher.kind == launcher::ProgramKind::launcher &&
        text::is_absolute(launcher.launcher.interpreter)) {
        found.push_back(launcher.launcher.interpreter);
    }
    auto directories = launcher::path_directories(surroundings.invocation.environment.get("PATH"));
    directories.insert(directories.end(), {"/usr/bin", "/usr/local/bin"});
    for (const std::string& directory : directories) {
        if (text::is_absolute(directory)) found.push_back(text::join(directory, "python3"));
    }
    std::erase_if(found, [&](const std::string& path) { return !surroundings.files.is_executable(path); });
    return found;
}

PythonAnswer run_python(const std::vector<std::string>& interpreters, std::string_view script,
                        std::string_view input, const std::vector<std::string>& words,
                        const os::Environment& environment, std::chrono::milliseconds time) {
    PythonAnswer answer;
    std::error_code error;
    const os::Descriptor text =
        os::make_anonymous_file("script", std::string(look_at_version).append(script), error);
    const os::Descriptor data = error ? os::Descriptor() : os::make_anonymous_file("input", input, error);
    const os::Deadline deadline = os::in(time);
    for (const std::string& interpreter : interpreters) {
        if (error) break;
        os::Pipe output = os::make_pipe(error);
        os::Pipe errors = error ? os::Pipe() : os::make_pipe(error);
        if (error) break;
        os::Program program = {.path = interpreter,
                               .argv = {interpreter, "-I", "-S", "-B", os::path_of_own_descriptor(text.get()),
                                        os::path_of_own_descriptor(data.get())},
                               .environment = without_python(environment)};
        program.argv.insert(program.argv.end(), words.begin(), words.end());
        os::StartOptions options;
        options.parent_death_signal = SIGKILL;
        options.output = output.write.get();
        options.errors = errors.write.get();
        options.inherited = {text.get(), data.get()};
        std::error_code not_possible;
        auto child = os::start(program, options, not_possible);
        output.write.close();
        errors.write.close();
        if (!child) continue;
        Ended ended = wait_for(*child, output, errors, deadline);
        if (ended.status.code == too_old || ended.status.code == not_started) continue;
        if (!ended.in_time || ended.status.signal == SIGXCPU || ended.status.signal == SIGKILL) {
            answer.fault = "it takes too long";
        } else if (ended.status.signal != 0) {
            answer.fault = "it is nested too deeply, or needs too much memory (" +
                           text::visible(interpreter) + " died of signal " +
                           std::to_string(ended.status.signal) + ")";
        } else if (ended.status.code != 0) {
            answer.fault = text::visible(interpreter) + ": " + text::visible(last_line(ended.errors));
        } else {
            answer.output = std::move(ended.output);
        }
        return answer;
    }
    answer.no_python = !error;
    answer.fault = error ? error.message() : "no Python 3.6 or newer was found";
    return answer;
}

}  // namespace tao::commands
