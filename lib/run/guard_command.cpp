#include "run/guard_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "engines/engines.hpp"
#include "engines/markers.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "os/processes_with.hpp"
#include "run/messages.hpp"
#include "run/waits.hpp"

namespace tao::run {

namespace {

class CommandGuardian {
  public:
    CommandGuardian(os::Descriptor supervisor, const Report& report, engines::ContainerEngine* engine,
                    os::Clock& clock, SourceWatch sources)
        : supervisor_(std::move(supervisor)),
          run_(report.content().run_id),
          container_(engines::container_name(run_)),
          engine_(engine),
          clock_(clock),
          sources_(std::move(sources)) {}

    void guard() {
        while (!gone_) {
            look_at_sources();
            clock_.wait_readable({supervisor_.get(), command_.descriptor(), sources_.descriptor()},
                                 os::earlier(kill_task_at_, kill_command_at_));
            hear_supervisor();
            if (command_ && clock_.is_readable(command_.descriptor())) gone_ = true;
            act_on_deadlines();
        }
        look_at_sources();
        const os::Deadline told_until = clock_.in(waits::end_to_be_told);
        while (supervisor_ && !end_told_ && clock_.wait_readable({supervisor_.get()}, told_until))
            hear_supervisor();
        if (!ended_by_itself_) leave_nothing();
        if (supervisor_) os::send_message(supervisor_.get(), to_message(findings_));
    }

  private:
    os::Deadline for_a_call() const { return clock_.in(waits::engine_call); }

    void hear_supervisor() {
        while (supervisor_) {
            std::optional<os::Message> message = os::receive_message(supervisor_.get());
            if (!message) return;
            if (message->text == child_started) {
                command_ = os::ProcessHandle(std::move(message->descriptor));
                if (!findings_.replaced.empty()) command_.send(SIGKILL);
            } else if (message->text == stop_container) {
                stop();
            } else if (tells_end(message->text)) {
                ended_by_itself_ = message->text != child_stopped;
                end_told_ = true;
                gone_ = true;
                return;
            } else {
                // The supervisor was killed. The kernel has sent the command a signal because of that, unless the command
                // has other rights than it was started with.
                supervisor_.close();
                if (!command_) gone_ = true;
                tell_command(SIGTERM);
                kill_command_at_ = clock_.in(waits::orphan_to_end);
            }
        }
    }

    void tell_command(int signal) const {
        command_.send(signal);
        command_.send(SIGCONT);
    }

    // The task is told, where there is one already; asked twice, not gently any more.
    void stop() {
        const int signal = stop_wanted_ ? SIGKILL : SIGTERM;
        if (engine_ != nullptr && engine_->exists(container_, for_a_call())) {
            engine_->signal(container_, signal, for_a_call());
            if (!stop_wanted_) kill_task_at_ = clock_.in(waits::task_to_leave);
        } else {
            tell_command(signal);
        }
        stop_wanted_ = true;
    }

    // podman makes the container, writes down its first process and then lets it begin.
    void look_at_sources() {
        std::string fault = sources_.moved();
        const pid_t process = sources_.process_in_file();
        if (process > 0) fault = sources_.fault_of(process);
        if (fault.empty() || !findings_.replaced.empty()) return;
        findings_.replaced = std::move(fault);
        command_.send(SIGKILL);
        if (process > 0) os::ProcessHandle::open(process).send(SIGKILL);
    }

    void act_on_deadlines() {
        if (clock_.passed(kill_task_at_)) {
            engine_->signal(container_, SIGKILL, for_a_call());
            kill_task_at_.reset();
        }
        if (clock_.passed(kill_command_at_)) {
            command_.send(SIGKILL);
            kill_command_at_.reset();
        }
    }

    // The command may have started others of its kind, which go on without it and may still make a container.
    bool end_processes() const {
        bool ended = true;
        for (const os::FoundProcess& process : os::processes_with(engines::run_marker)) {
            if (process.value != run_ || process.id == ::getpid() || process.name != "podman") continue;
            os::ProcessHandle::open(process.id).send(SIGKILL);
            ended = false;
        }
        return ended;
    }

    // Where the command was killed at a wrong moment its container may be gone and what watches over it stay, with the
    // container's first process, which waits for a word to start the task. Usually they are about to end.
    bool nothing_remains() {
        std::vector<os::FoundProcess> remaining = os::processes_with_word(container_);
        for (os::FoundProcess& process : os::processes_with(engines::run_marker)) {
            if (process.value == run_) remaining.push_back(std::move(process));
        }
        std::erase_if(remaining, [](const os::FoundProcess& process) { return process.id == ::getpid(); });
        for (const os::FoundProcess& process : remaining) {
            if (remains_seen_) os::ProcessHandle::open(process.id).send(SIGKILL);
        }
        remains_seen_ = true;
        return remaining.empty();
    }

    void leave_nothing() {
        if (engine_ == nullptr) return;
        const os::Deadline until = clock_.in(supervisor_ ? waits::guardian_awaited : waits::guardian_alone);
        std::chrono::milliseconds pause = waits::look_again;
        for (;;) {
            const bool alone = end_processes();
            if (engine_->remove(container_, for_a_call()) && alone && nothing_remains()) return;
            if (clock_.passed(until)) {
                findings_.container_left = true;
                return;
            }
            clock_.wait_readable({}, clock_.in(pause));
            pause = std::min<std::chrono::milliseconds>(pause * 2, waits::look_again_at_last);
        }
    }

    os::Descriptor supervisor_;
    const std::string run_;
    const std::string container_;
    engines::ContainerEngine* engine_;
    os::Clock& clock_;
    os::ProcessHandle command_;
    SourceWatch sources_;
    Findings findings_;

    bool gone_ = false;
    bool end_told_ = false;
    bool ended_by_itself_ = false;
    bool stop_wanted_ = false;
    bool remains_seen_ = false;
    os::Deadline kill_task_at_;
    os::Deadline kill_command_at_;
};

}  // namespace

void guard_command(os::Descriptor supervisor, const Report& report, engines::ContainerEngine* engine,
                   os::Clock& clock, SourceWatch sources) {
    CommandGuardian(std::move(supervisor), report, engine, clock, std::move(sources)).guard();
}

}  // namespace tao::run
