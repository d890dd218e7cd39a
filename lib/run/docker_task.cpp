#include "run/docker_task.hpp"

#include <unistd.h>

#include <csignal>

#include "engines/api_answer.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "run/failures.hpp"
#include "run/held_sources.hpp"
#include "run/task_still_runs.hpp"
#include "run/waits.hpp"

namespace tao::run {

namespace {

// The status of a docker command that ended while its task goes on. The report then stays at "running".
constexpr int lost = 128 + SIGKILL;

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
os::ExitStatus wait_for(os::Child& docker, const System& system) {
    int ended_by = 0;
    os::Deadline kill_at;
    for (;;) {
        system.clock.wait_readable({docker.descriptor(), system.signals.descriptor()}, kill_at);
        while (const std::optional<os::ReceivedSignal> signal = system.signals.next()) {
            ended_by = signal->number;
            docker.send(signal->number);
            docker.send(SIGCONT);
            if (!kill_at) kill_at = system.clock.in(waits::docker_to_end);
        }
        if (system.clock.is_readable(docker.descriptor())) {
            const os::ExitStatus status = docker.wait();
            return ended_by != 0 && status.success() ? os::ExitStatus{.code = 0, .signal = ended_by} : status;
        }
        if (system.clock.passed(kill_at)) {
            docker.send(SIGKILL);
            kill_at.reset();
        }
    }
}

// The engine may call a task running for a moment after the docker command has seen its end.
bool goes_on(const TaskCommand& command, engines::ContainerEngine& engine, os::Clock& clock) {
    const os::Deadline deadline = clock.in(waits::task_to_end);
    while (task_still_runs(engine, command, clock.in(waits::task_question))) {
        if (clock.passed(deadline)) return true;
        clock.wait_readable({}, clock.in(waits::task_again));
    }
    return false;
}

}  // namespace

os::SignalSet handed_on_signals() {
    os::SignalSet result;
    for (const int signal : {SIGTERM, SIGHUP}) {
        if (!os::is_ignored(signal)) result.add(signal);
    }
    return result;
}

int run_docker_task(const TaskCommand& command, os::Program docker, os::SignalSet mask, const Report& report,
                    engines::ContainerEngine& engine, const System& system, std::string_view held_sources) {
    const bool on_terminal = os::is_terminal(STDIN_FILENO);
    ReportContent& content = report.content();
    docker.argv = to_argv(command, on_terminal, content.container_directory);
    store(content.container_id, command.container_id);
    content.stand_in = ::getpid();
    report.set_phase(Phase::running);
    content.guard.wait_until_set(os::in(waits::guardian_to_watch));

    if (!held_sources.empty()) {
        const auto answer = engine.ask("/containers/" + command.container_id + "/json",
                                       system.clock.in(waits::task_question));
        const pid_t process = engines::first_process(answer.body);
        if (const std::string fault = replaced_mount(held_sources, process); !fault.empty()) {
            content.task_code = plan::own_failure;
            report.set_phase(Phase::ended);
            system.say("error: the task is not started: " + fault);
            return plan::own_failure;
        }
    }

    const os::TerminalModes modes;
    std::error_code error;
    const std::unique_ptr<os::Child> child = system.start(docker, docker_options(mask, on_terminal), error);
    if (!child) {
        content.task_code = plan::cannot_execute;
        report.set_phase(Phase::ended);
        system.say(start_failure(docker.path, error));
        return plan::cannot_execute;
    }
    const os::ExitStatus status = wait_for(*child, system);
    if (status.signal != 0) modes.restore();
    if (status.success() && goes_on(command, engine, system.clock)) return lost;
    content.task_code = status.code;
    content.task_signal = status.signal;
    report.set_phase(Phase::ended);
    return status.shell_code();
}

}  // namespace tao::run
