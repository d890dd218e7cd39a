#include "run/supervise.hpp"

#include <unistd.h>

#include <csignal>

#include "os/anonymous_file.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "os/standard_descriptors.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "run/exit_code.hpp"
#include "run/guard_container.hpp"
#include "run/guardian.hpp"
#include "run/launcher_environment.hpp"
#include "run/report.hpp"
#include "run/run_directory.hpp"
#include "run/start_failure.hpp"
#include "run/stop_signals.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::run {

namespace {

using namespace std::chrono_literals;

// When a run that was asked to stop has not ended, the next, stronger measure is taken.
constexpr auto second_measure_after = 3s;
constexpr auto last_measure_after = 6s;

// How long to wait for the guardian to have removed the container after the launcher's end.
constexpr auto guardian_patience = 20s;

// A guardian that somebody kills is replaced, but not for ever.
constexpr int most_guardians = 3;

void say(const std::string& lines) {
    os::write_all(STDERR_FILENO, text::message(lines));
}

// What could not be done, for the user; ends the run before anything was started.
class Failure : public std::runtime_error {
  public:
    Failure(int code, const std::string& lines) : std::runtime_error(lines), exit_code(code) {}
    int exit_code;
};

class Supervisor {
  public:
    Supervisor(const plan::Plan& plan, const plan::Invocation& invocation)
        : plan_(plan), invocation_(invocation), original_mask_(os::set_signal_mask(blocked_signals())) {}

    RunEnd run() {
        prepare_run_directory();
        prepare_report();
        start_guardian();
        start_launcher();
        wait_for_launcher();
        wait_for_guardian();
        modes_.restore();
        return end();
    }

  private:
    std::string stand_in() const { return invocation_.front_directory + "/docker"; }

    void prepare_run_directory() {
        if (plan_.run_directory.empty()) return;
        std::error_code error;
        auto made = make_run_directory(plan_.run_directory, plan_.spec_copies, error);
        if (!made) {
            throw Failure(plan::own_failure, "error: cannot write the translated spec files to " +
                                                 text::quoted(plan_.run_directory) + ": " + error.message());
        }
        run_directory_.emplace(std::move(*made));
    }

    void prepare_report() {
        std::error_code error;
        report_ = Report::create(error);
        if (error)
            throw Failure(plan::own_failure,
                          "error: no memory to share with the launcher: " + error.message());
        ReportContent& content = report_.content();
        if (!store(content.run_id, invocation_.run_id) ||
            !store(content.container_directory, plan_.container_directory)) {
            throw Failure(plan::own_failure, "error: the working directory of the task is too long: " +
                                                 text::quoted(plan_.container_directory));
        }
        // One that is too long for this stays until the supervisor, or a later run, removes it.
        store(content.run_directory, plan_.run_directory);
    }

    void start_guardian() {
        std::error_code error;
        guardian_ = run::start_guardian(stand_in(), plan_.environment, report_, error);
        ++guardians_;
        if (!error) return;
        throw Failure(plan::own_failure,
                      start_failure(stand_in(), error, "it is part of tao-shim: install tao-shim again"));
    }

    void start_launcher() {
        std::error_code error;
        mounts_ = os::make_anonymous_file("tao-shim-mounts.json", plan_.mounts_json, error);
        if (error)
            throw Failure(plan::own_failure, "error: no memory for the mounts file: " + error.message());
        const os::Program launcher = {
            .path = plan_.launcher.launcher.path,
            .argv = plan_.argv,
            .environment = launcher_environment(plan_.environment,
                                                {.mounts_file = os::path_of_own_descriptor(mounts_.get()),
                                                 .report = os::path_for_others(report_.descriptor()),
                                                 .front_directory = invocation_.front_directory})};
        os::StartOptions options;
        options.signal_mask = original_mask_;
        options.parent_death_signal = launcher_stop_signal();
        options.inherited = {mounts_.get()};
        launcher_ = os::start(launcher, options, error);
        if (!launcher_) {
            os::send_message(guardian_.get(), launcher_ended);
            wait_for_guardian();
            throw Failure(plan::cannot_execute, start_failure(launcher.path, error));
        }
        introduce_launcher();
    }

    void introduce_launcher() {
        os::send_message(guardian_.get(), launcher_started, launcher_->handle().descriptor());
    }

    void wait_for_launcher() {
        const int launcher = launcher_->handle().descriptor();
        while (!os::wait_readable({launcher}, os::Clock::now())) {
            os::wait_readable({launcher, signals_.descriptor(), guardian_.get()},
                              os::earlier(second_measure_at_, last_measure_at_));
            while (const std::optional<os::ReceivedSignal> signal = signals_.next()) {
                stop(*signal);
            }
            take_stronger_measures();
            look_at_guardian();
        }
        launcher_status_ = launcher_->wait();
        const bool by_itself = stopped_by_ == 0 && launcher_status_.signal == 0;
        os::send_message(guardian_.get(), by_itself ? launcher_ended : launcher_stopped);
    }

    // Everybody in the foreground group has got a signal from the terminal already. Otherwise, while the task runs, it
    // is the docker command that is ended: the launcher then stops its container without an error. Before that the
    // launcher itself; after it there is nothing to do but wait.
    void stop(const os::ReceivedSignal& signal) {
        if (stopped_by_ == 0) {
            stopped_by_ = signal.number;
            stopped_from_terminal_ = signal.from_terminal;
            second_measure_at_ = os::in(second_measure_after);
            last_measure_at_ = os::in(last_measure_after);
        }
        if (signal.from_terminal) return;
        switch (report_.phase()) {
            case Phase::preparing:
                tell_launcher(launcher_stop_signal());
                break;
            case Phase::running:
                os::ask_to_end(report_.content().stand_in);
                break;
            case Phase::ended:
                break;
        }
    }

    void take_stronger_measures() {
        if (os::passed(second_measure_at_)) {
            tell_launcher(launcher_stop_signal());
            second_measure_at_.reset();
        }
        if (os::passed(last_measure_at_)) {
            tell_launcher(SIGKILL);
            last_measure_at_.reset();
        }
    }

    // A stopped process gets no signal but SIGKILL until it is continued.
    void tell_launcher(int signal) const {
        launcher_->handle().send(signal);
        launcher_->handle().send(SIGCONT);
    }

    // True once the guardian has ended.
    bool hear_guardian() {
        while (std::optional<os::Message> message = os::receive_message(guardian_.get())) {
            if (message->text.empty()) return true;
            if (message->text == switch_set) switch_ = std::move(message->descriptor);
        }
        return false;
    }

    void look_at_guardian() {
        if (!guardian_ || !hear_guardian()) return;
        guardian_.close();
        if (guardians_ >= most_guardians) return;
        report_.set_guard(Guard::unknown);
        start_guardian();
        introduce_launcher();
    }

    void wait_for_guardian() {
        if (!guardian_) return;
        const os::Deadline deadline = os::in(guardian_patience);
        while (os::wait_readable({guardian_.get()}, deadline)) {
            if (hear_guardian()) return;
        }
        report_.content().container_left = true;
    }

    RunEnd end() {
        while (const std::optional<os::ReceivedSignal> signal = signals_.next()) {
            if (stopped_by_ == 0) stopped_by_ = signal->number;
        }
        const ReportContent& content = report_.content();
        const Phase phase = report_.phase();
        const Verdict verdict = judge({.stopped_by = stopped_by_,
                                       .phase = phase,
                                       .task = {.code = content.task_code, .signal = content.task_signal},
                                       .launcher = launcher_status_,
                                       .engine_lost = content.engine_lost});
        if (!verdict.message.empty()) say("error: " + verdict.message);
        if (phase != Phase::preparing && report_.guard() == Guard::powerless && !content.engine_lost)
            say(std::string("warning: ") + content.note);
        if (content.container_left) {
            say("warning: it is not certain that the container of this run is gone\nto see what is left, "
                "type: "
                "tao-shim ps");
        }
        run_directory_.reset();
        // A shell ends a script's loop on Ctrl-C only if the command died of it, as the bare launcher does.
        if (stopped_by_ == SIGINT && stopped_from_terminal_) os::die_of(SIGINT);
        return {
            .exit_code = verdict.exit_code,
            .launcher_refused = stopped_by_ == 0 && phase == Phase::preparing && launcher_status_.code != 0};
    }

    const plan::Plan& plan_;
    const plan::Invocation& invocation_;
    const os::TerminalModes modes_;
    const os::SignalSet original_mask_;
    os::SignalReader signals_{stop_signals()};

    std::optional<os::HeldDirectory> run_directory_;
    Report report_;
    os::Descriptor mounts_;
    os::Descriptor guardian_;  // our end of the socket to it
    int guardians_ = 0;
    os::Descriptor switch_;  // dead_man_switch.hpp; held for the case that only the guardian is killed
    std::optional<os::ChildProcess> launcher_;
    os::ExitStatus launcher_status_;

    int stopped_by_ = 0;
    bool stopped_from_terminal_ = false;
    os::Deadline second_measure_at_;
    os::Deadline last_measure_at_;
};

}  // namespace

RunEnd supervise(const plan::Plan& plan, const plan::Invocation& invocation) {
    os::open_missing_standard_descriptors();
    // Some daemons start their commands with SIGCHLD ignored; how a child ended would then be lost, for the launcher too.
    os::restore_default(SIGCHLD);
    if (invocation.front_directory.empty()) {
        say("error: /proc is not mounted; through it tao-shim finds its own files, and the launcher its "
            "mounts file\n"
            "mount it (as root): mount -t proc proc /proc");
        return {.exit_code = plan::own_failure};
    }
    for (const std::string& directory : plan.to_create) {
        if (const std::error_code error = os::create_directories(directory)) {
            say("error: cannot make the directory " + text::quoted(directory) + ": " + error.message());
            return {.exit_code = plan::own_failure};
        }
    }
    try {
        return Supervisor(plan, invocation).run();
    } catch (const Failure& failure) {
        say(failure.what());
        return {.exit_code = failure.exit_code};
    }
}

}  // namespace tao::run
