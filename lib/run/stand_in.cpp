#include <unistd.h>

#include <csignal>

#include "engines/address.hpp"
#include "engines/engine.hpp"
#include "engines/real_docker.hpp"
#include "os/process.hpp"
#include "os/signals.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "run/docker_arguments.hpp"
#include "run/guardian.hpp"
#include "run/launcher_environment.hpp"
#include "run/report.hpp"
#include "run/stop_signals.hpp"
#include "run/tao.hpp"
#include "run/task_still_runs.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::run {

namespace {

using namespace std::chrono_literals;

// How long the task waits for the guardian to see the engine's events. It normally has done so while the launcher
// started; without it the run only ends later.
constexpr auto guardian_patience = 2s;

// How long the docker command has to end after it was asked to.
constexpr auto docker_patience = 2s;

// The status of a docker command that ended while its task goes on. The report then stays at "running".
constexpr int lost = 128 + SIGKILL;

int fail(int exit_code, const std::string& lines) {
    os::write_all(STDERR_FILENO, text::message("error: " + lines));
    return exit_code;
}

std::string parent_directory(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

// What asks for an end is handed on to the docker command, unless this run was started with it ignored.
os::SignalSet handed_on() {
    os::SignalSet result;
    for (const int signal : {SIGTERM, SIGHUP}) {
        if (!os::is_ignored(signal)) result.add(signal);
    }
    return result;
}

// What the docker command is started with. Go's runtime answers SIGQUIT with the stacks of all goroutines, unless it
// is blocked; Ctrl-\ ends the launcher, and the container with it, anyway.
os::StartOptions docker_options(os::SignalSet mask, bool on_terminal) {
    mask.add(SIGQUIT);
    os::StartOptions options;
    options.signal_mask = mask;
    options.parent_death_signal = SIGTERM;
    // A command in the background of a script ignores the Ctrl-C that ends the script. Docker 28 does not: it
    // catches SIGINT and SIGTERM even if it was started with them ignored, so it must not get them.
    options.own_group = !on_terminal && (os::is_ignored(SIGINT) || os::is_ignored(SIGTERM));
    return options;
}

// Docker 28 exits with 0 when a signal ends it: then it is the signal that counts.
os::ExitStatus wait_for(os::ChildProcess& docker, os::SignalReader& signals) {
    int ended_by = 0;
    os::Deadline kill_at;
    for (;;) {
        os::wait_readable({docker.handle().descriptor(), signals.descriptor()}, kill_at);
        while (const std::optional<os::ReceivedSignal> signal = signals.next()) {
            ended_by = signal->number;
            docker.handle().send(signal->number);
            docker.handle().send(SIGCONT);
            if (!kill_at) kill_at = os::in(docker_patience);
        }
        if (os::wait_readable({docker.handle().descriptor()}, os::Clock::now())) {
            const os::ExitStatus status = docker.wait();
            return ended_by != 0 && status.success() ? os::ExitStatus{.code = 0, .signal = ended_by} : status;
        }
        if (os::passed(kill_at)) {
            docker.handle().send(SIGKILL);
            kill_at.reset();
        }
    }
}

// How long to wait for the engine's answer to a question.
constexpr auto engine_patience = 5s;

// The engine may call a task running for a moment after the docker command has seen its end.
bool goes_on(const TaskCommand& command, const os::Environment& environment) {
    const std::unique_ptr<engines::Engine> engine = engines::connect_engine(environment);
    const os::Deadline deadline = os::in(1s);
    while (task_still_runs(*engine, command, os::in(engine_patience))) {
        if (os::passed(deadline)) return true;
        os::wait_readable({}, os::in(20ms));
    }
    return false;
}

int run_task(const TaskCommand& command, os::Program docker, const Report& report) {
    const bool on_terminal = os::is_terminal(STDIN_FILENO);
    docker.argv = to_argv(command, on_terminal, report.content().container_directory);

    ReportContent& content = report.content();
    store(content.container_id, command.container_id);
    content.stand_in = ::getpid();
    report.set_phase(Phase::running);
    content.guard.wait_until_set(os::in(guardian_patience));

    const os::TerminalModes modes;
    // Ctrl-C and Ctrl-\ are the business of the task, or of the launcher.
    os::SignalSet kept_away = handed_on();
    kept_away.add(SIGINT);
    kept_away.add(SIGQUIT);
    const os::SignalSet mask = os::set_signal_mask(kept_away);
    os::SignalReader signals(handed_on());

    std::error_code error;
    std::optional<os::ChildProcess> child = os::start(docker, docker_options(mask, on_terminal), error);
    if (!child) {
        content.task_code = plan::cannot_execute;
        report.set_phase(Phase::ended);
        return fail(plan::cannot_execute,
                    "cannot execute " + text::quoted(docker.path) + ": " + error.message());
    }
    const os::ExitStatus status = wait_for(*child, signals);
    if (status.signal != 0) modes.restore();
    if (status.success() && goes_on(command, docker.environment)) return lost;
    content.task_code = status.code;
    content.task_signal = status.signal;
    report.set_phase(Phase::ended);
    return status.shell_code();
}

int stand_in(std::vector<std::string> argv, const os::Environment& environment) {
    const os::HostFileSystem files;
    const std::optional<std::string> self = files.real_path("/proc/self/exe");
    const std::optional<os::FileStatus> self_status = files.status("/proc/self/exe");
    if (!self || !self_status)
        return fail(plan::own_failure, "cannot find out which program this is: no /proc");

    os::Program docker = {.path = engines::find_real_docker(environment, self_status->identity, files),
                          .argv = std::move(argv),
                          .environment = docker_environment(environment, parent_directory(*self))};
    if (docker.path.empty())
        return fail(127,
                    "docker: command not found\ninstall Docker's command line, or add its directory to PATH");

    const std::string report_path(environment.get_or_empty(report_variable));
    const std::optional<TaskCommand> command = parse_task_command(docker.argv);
    if (report_path.empty() || !command) {
        const std::error_code error = os::replace_this_process(docker);
        return fail(plan::cannot_execute,
                    "cannot execute " + text::quoted(docker.path) + ": " + error.message());
    }

    std::error_code error;
    const Report report = Report::open(report_path, error);
    if (error == std::errc::protocol_error) {
        return fail(plan::own_failure,
                    "the task is not started: " + text::visible(*self) +
                        " is of another version of tao-shim than the tao command of this run\n"
                        "start the run again; if that does not help, install tao-shim again");
    }
    if (error) {
        return fail(plan::own_failure, "the task is not started: cannot reach the tao command of this run (" +
                                           text::visible(report_path) + ": " + error.message() + ")");
    }
    // The container is in the launcher's engine. The docker command would look for it in that of the current context.
    docker.environment.set("DOCKER_HOST", engines::docker_host(docker.environment));
    return run_task(*command, std::move(docker), report);
}

}  // namespace

int docker_main(int argc, char** argv) {
    try {
        std::vector<std::string> words(argv, argv + argc);
        const os::Environment environment = os::Environment::of_this_process();
        if (!words.empty() && words.front() == guardian_name) return guardian_main(words, environment);
        return stand_in(std::move(words), environment);
    } catch (const std::exception& failure) {
        return fail(plan::own_failure, failure.what());
    }
}

}  // namespace tao::run
