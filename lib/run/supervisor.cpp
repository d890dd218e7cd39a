#include "run/supervisor.hpp"

#include <csignal>

#include "os/message_socket.hpp"
#include "plan/exit_codes.hpp"
#include "run/failures.hpp"
#include "run/stop_signals.hpp"
#include "run/waits.hpp"

namespace tao::run {

namespace {

// A guardian that somebody kills is replaced, but not for ever.
constexpr int most_guardians = 3;

class Supervisor {
  public:
    Supervisor(const std::function<SupervisedChild()>& prepare_child, const Report& report,
               const GuardianStart& guardian, const System& system)
        : prepare_child_(prepare_child),
          report_(report),
          guardian_start_(guardian),
          system_(system),
          stopping_(report.content().stopping) {}

    RunFacts run() {
        std::error_code error = start_guardian();
        if (error) {
            throw Failure(plan::own_failure,
                          start_failure(guardian_start_.program, error,
                                        "it is part of tao-shim: install tao-shim again; if tao was copied "
                                        "to another place, link it there"));
        }
        try {
            start_child();
        } catch (const Failure&) {
            tell_guardian(child_ended);
            wait_for_guardian();
            throw;
        }
        tell_guardian(child_started, child_->descriptor());
        wait_for_child();
        wait_for_guardian();
        while (const std::optional<os::ReceivedSignal> late = system_.signals.next()) {
            if (facts_.stopped_by == 0) facts_.stopped_by = late->number;
        }
        return facts_;
    }

  private:
    std::error_code start_guardian() {
        std::error_code error;
        if (!guardian_start_.start) return error;
        guardian_ = guardian_start_.start(error);
        ++guardians_;
        return error;
    }

    void start_child() {
        const SupervisedChild wanted = prepare_child_();
        stop_signal_ = wanted.stop_signal;
        std::error_code error;
        child_ = system_.start(wanted.program, wanted.options, error);
        if (!child_) throw Failure(plan::cannot_execute, start_failure(wanted.program.path, error));
    }

    void tell_guardian(std::string_view message, int descriptor = -1) const {
        if (guardian_) os::send_message(guardian_.get(), message, descriptor);
    }

    void wait_for_child() {
        while (!system_.clock.is_readable(child_->descriptor())) {
            system_.clock.wait_readable({child_->descriptor(), system_.signals.descriptor(), guardian_.get()},
                                        os::earlier(ask_again_at_, kill_at_));
            while (const std::optional<os::ReceivedSignal> signal = system_.signals.next()) {
                stop(*signal);
            }
            take_stronger_measures();
            look_at_guardian();
        }
        facts_.child = child_->wait();
        const bool by_itself = facts_.stopped_by == 0 && facts_.child.signal == 0;
        constexpr int least_of_a_signal = 129;
        const bool signalled = facts_.child.code >= least_of_a_signal;
        tell_guardian(!by_itself ? child_stopped : signalled ? child_ended_signalled : child_ended);
    }

    void stop(const os::ReceivedSignal& signal) {
        if (facts_.stopped_by == 0) {
            facts_.stopped_by = signal.number;
            facts_.stopped_from_terminal = signal.from_terminal;
            const bool launcher = stopping_ == Stopping::launcher;
            ask_again_at_ = system_.clock.in(launcher ? waits::launcher_to_stop : waits::command_to_stop);
            kill_at_ =
                system_.clock.in(launcher ? waits::launcher_to_stop_at_all : waits::command_to_stop_at_all);
        }
        // Everybody in the foreground group has got it already.
        if (signal.from_terminal) return;
        switch (stopping_) {
            case Stopping::launcher:
                stop_launcher();
                break;
            case Stopping::guardian:
                if (guardian_) {
                    tell_guardian(stop_container);
                } else {
                    tell_child(SIGTERM);
                }
                break;
            case Stopping::nobody:
                tell_child(stop_signal_ != 0 ? stop_signal_ : signal.number);
                break;
        }
    }

    // While the task runs, it is the docker command that is ended: the launcher then stops its container without an
    // error. Before that the launcher itself; after it there is nothing to do but wait.
    void stop_launcher() {
        switch (report_.phase()) {
            case Phase::preparing:
                tell_child(launcher_stop_signal());
                break;
            case Phase::running:
                system_.ask_to_end(report_.content().stand_in);
                break;
            case Phase::ended:
                break;
        }
    }

    void take_stronger_measures() {
        if (system_.clock.passed(ask_again_at_)) {
            tell_child(stopping_ == Stopping::launcher ? launcher_stop_signal() : SIGTERM);
            ask_again_at_.reset();
        }
        if (system_.clock.passed(kill_at_)) {
            tell_child(SIGKILL);
            kill_at_.reset();
        }
    }

    // A stopped process gets no signal but SIGKILL until it is continued.
    void tell_child(int signal) const {
        child_->send(signal);
        child_->send(SIGCONT);
    }

    // True once there is nothing more to hear from the guardian.
    bool hear_guardian() {
        while (std::optional<os::Message> message = os::receive_message(guardian_.get())) {
            if (message->text.empty()) return true;
            if (message->text == switch_set) switch_ = std::move(message->descriptor);
            if (std::optional<Findings> findings = findings_in(message->text)) {
                facts_.findings = std::move(*findings);
                return true;
            }
        }
        return false;
    }

    void look_at_guardian() {
        if (!guardian_ || !hear_guardian()) return;
        guardian_.close();
        std::error_code error = std::make_error_code(std::errc::owner_dead);
        if (guardians_ < most_guardians) {
            report_.set_guard(GuardianState::unknown);
            error = start_guardian();
        }
        if (error) {
            system_.say("warning: the guardian of this run was ended, and cannot be started again: " +
                        error.message() +
                        "\nthe run goes on, but do not kill tao with kill -9: its container would stay");
            return;
        }
        tell_guardian(child_started, child_->descriptor());
    }

    void wait_for_guardian() {
        if (!guardian_) return;
        const os::Deadline deadline = system_.clock.in(waits::guardians_findings);
        while (system_.clock.wait_readable({guardian_.get()}, deadline)) {
            if (hear_guardian()) return;
        }
        facts_.findings.container_left = true;
    }

    const std::function<SupervisedChild()>& prepare_child_;
    const Report& report_;
    const GuardianStart& guardian_start_;
    const System& system_;
    const Stopping stopping_;

    os::Descriptor guardian_;  // our end of the socket to it
    int guardians_ = 0;
    os::Descriptor switch_;  // dead_man_switch.hpp; held for the case that only the guardian is killed
    std::unique_ptr<os::Child> child_;
    int stop_signal_ = 0;  // SupervisedChild
    RunFacts facts_;
    os::Deadline ask_again_at_;
    os::Deadline kill_at_;
};

}  // namespace

RunFacts supervise_child(const std::function<SupervisedChild()>& prepare_child, const Report& report,
                         const GuardianStart& guardian, const System& system) {
    return Supervisor(prepare_child, report, guardian, system).run();
}

}  // namespace tao::run
