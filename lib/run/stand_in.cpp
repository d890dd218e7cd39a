#include <unistd.h>

#include <csignal>

#include "engines/address.hpp"
#include "engines/engine.hpp"
#include "engines/real_docker.hpp"
#include "os/process.hpp"
#include "os/signals.hpp"
#include "plan/exit_codes.hpp"
#include "run/docker_arguments.hpp"
#include "run/docker_task.hpp"
#include "run/guardian.hpp"
#include "run/held_sources.hpp"
#include "run/launcher_environment.hpp"
#include "run/report.hpp"
#include "run/system.hpp"
#include "run/tao.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::run {

namespace {

int fail(int exit_code, const std::string& lines) {
    os::write_all(STDERR_FILENO, text::message("error: " + lines));
    return exit_code;
}

std::string parent_directory(const std::string& path) {
    return path.substr(0, path.rfind('/'));
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
    os::ReadFailure failure;
    const auto held_sources =
        files.read(std::string(environment.get_or_empty(held_sources_variable)), largest_list, failure);
    if (!held_sources) {
        return fail(
            plan::own_failure,
            "the task is not started: cannot read which mounts the tao command of this run has allowed");
    }
    // The container is in the launcher's engine. The docker command would look for it in that of the current context.
    docker.environment.set("DOCKER_HOST", engines::docker_host(docker.environment));
    const std::unique_ptr<engines::ContainerEngine> engine = engines::connect_engine(docker.environment);
    // Ctrl-C and Ctrl-\ are the business of the task, or of the launcher.
    os::SignalSet kept_away = handed_on_signals();
    kept_away.add(SIGINT);
    kept_away.add(SIGQUIT);
    const os::SignalSet mask = os::set_signal_mask(kept_away);
    os::SignalReader signals(handed_on_signals());
    return run_docker_task(*command, std::move(docker), mask, report, *engine, this_system(signals),
                           *held_sources);
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
