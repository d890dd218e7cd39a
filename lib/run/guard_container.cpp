#include "run/guard_container.hpp"

#include <algorithm>
#include <csignal>

#include "engines/engines.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "run/container_search.hpp"
#include "run/dead_man_switch.hpp"
#include "run/messages.hpp"
#include "run/pending_creation.hpp"
#include "run/remove_abandoned.hpp"
#include "run/source_check.hpp"
#include "run/waits.hpp"

namespace tao::run {

namespace {

class Guardian {
  public:
    Guardian(os::Descriptor supervisor, const Report& report, engines::ContainerEngine& engine,
             os::Clock& clock, const std::string& engine_name, bool with_switch, SourceWatch sources)
        : supervisor_(std::move(supervisor)),
          report_(report),
          engine_(engine),
          clock_(clock),
          engine_name_(engine_name),
          switch_wanted_(with_switch),
          creation_(engine),
          search_(engine, clock, report.content().run_id),
          sources_(std::move(sources), engine, clock, engines::container_name(report.content().run_id)) {}

    void guard() {
        creation_.exclude_what_is_there();
        hear_supervisor();
        if (child_gone_ || !supervisor_) creation_.exclude_nothing();
        subscribe();
        if (child_ && report_.content().stopping == Stopping::guardian) find_ours();
        if (report_.guard() == GuardianState::watching)
            remove_abandoned_containers(engine_, clock_, clock_.in(waits::left_behind));
        end_for(sources_.look(child_));
        while (!child_gone_) {
            clock_.wait_readable(
                {supervisor_.get(), child_.descriptor(), engine_.event_descriptor(), sources_.descriptor()},
                os::earlier(os::earlier(kill_container_at_, kill_child_at_),
                            os::earlier(subscribe_again_at_, look_at_others_at_)));
            hear_supervisor();
            follow_events();
            end_for(sources_.look(child_));
            if (child_ && clock_.is_readable(child_.descriptor())) child_gone_ = true;
            act_on_deadlines();
        }
        hear_how_child_ended();
        begin_the_end();
        leave_no_container();
        tell();
    }

  private:
    os::Deadline for_a_call() const { return clock_.in(waits::engine_call); }

    void subscribe() {
        std::string failure;
        subscribe_again_at_.reset();
        if (engine_.subscribe(for_a_call(), failure)) {
            report_.set_guard(GuardianState::watching);
            watched_ = true;
            findings_.unreachable.clear();
            // A task that outlived it has lost nothing.
            if (report_.phase() != Phase::ended) findings_.engine_lost = false;
            return;
        }
        findings_.unreachable = "cannot reach the Docker Engine at " + engine_name_ + ": " + failure;
        report_.set_guard(GuardianState::powerless);
        subscribe_again_at_ = clock_.in(waits::engine_again);
    }

    void hear_supervisor() {
        while (supervisor_) {
            std::optional<os::Message> message = os::receive_message(supervisor_.get());
            if (!message) return;
            if (message->text == child_started) {
                child_was_started_ = true;
                child_started_at_ = clock_.now();
                child_ = os::ProcessHandle(std::move(message->descriptor));
                if (!findings_.replaced.empty()) child_.send(SIGKILL);
            } else if (message->text == stop_container) {
                stop();
            } else if (tells_end(message->text)) {
                ended_by_itself_ = message->text != child_stopped;
                signalled_ = message->text != child_ended;
                child_end_told_ = true;
                child_gone_ = true;
                return;
            } else {
                // The supervisor was killed. The kernel has sent the child a signal because of that.
                supervisor_.close();
                if (!child_) child_gone_ = true;
                kill_child_at_ = clock_.in(waits::orphan_to_end);
            }
        }
    }

    // The container of this run; empty as long as nobody has named it.
    std::string container() const { return found_.empty() ? report_.container_id() : found_; }

    // Asked twice, it is not asked gently any more.
    void stop() {
        if (stop_wanted_) {
            if (!container().empty()) engine_.signal(container(), SIGKILL, for_a_call());
            child_.send(SIGKILL);
            return;
        }
        stop_wanted_ = true;
        if (!container().empty()) {
            stop_container_now();
        } else {
            child_.send(SIGTERM);
            child_.send(SIGCONT);
        }
    }

    void stop_container_now() {
        engine_.signal(container(), SIGTERM, for_a_call());
        kill_container_at_ = clock_.in(waits::task_to_leave);
    }

    // That it came to be only the guardian before this one may have heard.
    void find_ours() {
        found_ = search_.among_all();
        if (found_.empty()) return;
        findings_.task_started = true;
        end_for(sources_.compare());
    }

    // fault: of the sources (source_check.hpp). The command first: it may be about to start the container.
    void end_for(std::string fault) {
        if (fault.empty() || !findings_.replaced.empty()) return;
        findings_.replaced = std::move(fault);
        child_.send(SIGKILL);
        if (!container().empty()) engine_.signal(container(), SIGKILL, for_a_call());
    }

    void follow_events() {
        while (const std::optional<engines::EngineEvent> event = engine_.next_event()) {
            if (!look_at_others_at_) look_at_others_at_ = clock_.in(waits::others_to_leave);
            const std::string ours = container();
            if (!ours.empty()) search_.forget_all();
            switch (event->kind) {
                case engines::EngineEvent::Kind::created:
                    if (ours.empty()) consider(*event);
                    break;
                case engines::EngineEvent::Kind::started:
                    set_switch(event->container_id);
                    if (event->container_id == ours) {
                        findings_.task_started = true;
                        end_for(sources_.compare());
                    }
                    if (stop_wanted_ && event->container_id == ours) stop_container_now();
                    break;
                case engines::EngineEvent::Kind::removed:
                    search_.remove(event->container_id);
                    if (event->container_id == ours) ours_removed_ = true;
                    break;
                case engines::EngineEvent::Kind::died:
                    if (event->container_id == ours) kill_container_at_.reset();
                    break;
                case engines::EngineEvent::Kind::signalled:
                    if (event->container_id == ours && event->signal == SIGTERM) let_shell_leave();
                    break;
            }
        }
        if (engine_.event_descriptor() < 0 && !subscribe_again_at_) {
            findings_.engine_lost = watched_;
            search_.miss_events();
            subscribe_again_at_ = clock_.in(waits::engine_again);
        }
    }

    void consider(const engines::EngineEvent& created) {
        if (created.run == report_.content().run_id) {
            found_ = created.container_id;
        } else {
            search_.add(created.container_id);
        }
    }

    // The launcher's own stop: an interactive shell, the first process of its container, ignores it.
    void let_shell_leave() {
        if (report_.content().stopping != Stopping::launcher) return;
        engine_.signal(container(), SIGHUP, for_a_call());
        kill_container_at_ = clock_.in(waits::shell_to_leave);
    }

    void set_switch(const std::string& container) {
        if (!switch_wanted_ || switch_) return;
        switch_ = set_dead_man_switch(engine_, container, report_.content().run_id,
                                      clock_.in(waits::switch_to_set));
        if (switch_) os::send_message(supervisor_.get(), switch_set, switch_.get());
    }

    void act_on_deadlines() {
        if (clock_.passed(kill_container_at_)) {
            engine_.signal(container(), SIGKILL, for_a_call());
            kill_container_at_.reset();
        }
        if (clock_.passed(kill_child_at_)) {
            child_.send(SIGKILL);
            kill_child_at_.reset();
        }
        if (clock_.passed(subscribe_again_at_)) subscribe();
        if (clock_.passed(look_at_others_at_)) {
            if (child_ && !child_gone_) creation_.exclude_what_is_there();
            look_at_others_at_.reset();
        }
    }

    // The supervisor, if it lives, notices the child's end at the same time as we do and then says more about it.
    void hear_how_child_ended() {
        const os::Deadline deadline = clock_.in(waits::end_to_be_told);
        while (supervisor_ && !child_end_told_ && clock_.wait_readable({supervisor_.get()}, deadline)) {
            hear_supervisor();
        }
    }

    void begin_the_end() {
        follow_events();
        answered_ = ended_by_itself_ && !signalled_ && watched_ &&
                    clock_.now() < child_started_at_ + waits::answer_to_launcher;
        pause_ = waits::look_again;
        waited_for_until_ = clock_.in(waits::guardian_awaited);
        give_up_at_ = clock_.in(waits::guardian_alone);
    }

    // Before another attempt: whoever waits for us is told after a while not to do so any longer. False: we give up.
    bool try_again() {
        if (clock_.passed(give_up_at_)) return false;
        if (clock_.passed(waited_for_until_)) tell();
        clock_.wait_readable({engine_.event_descriptor()}, clock_.in(pause_));
        pause_ = std::min<std::chrono::milliseconds>(2 * pause_, waits::look_again_at_last);
        follow_events();
        return true;
    }

    // Once; what is found out later nobody hears any more.
    void tell() {
        waited_for_until_.reset();
        if (!supervisor_) return;
        os::send_message(supervisor_.get(), to_message(findings_));
        supervisor_.close();
    }

    void leave_no_container() {
        // The launcher could not be executed.
        if (child_end_told_ && !child_was_started_) return;
        // The child has done its own work, and we could never do anything.
        if (ended_by_itself_ && report_.guard() == GuardianState::powerless && !findings_.engine_lost) return;
        if (container().empty()) {
            leave_no_creation();
            return;
        }
        if (ended_by_itself_) wait_for_removal(clock_.in(waits::engine_to_remove));
        remove(container());
        look_for_engine();
    }

    // The engine removes a container of its own accord a little after it has died.
    void wait_for_removal(os::Deadline deadline) {
        while (!ours_removed_ && engine_.event_descriptor() >= 0 && !clock_.passed(deadline)) {
            clock_.wait_readable({engine_.event_descriptor()}, deadline);
            follow_events();
        }
    }

    void remove(const std::string& ours) {
        found_ = ours;
        findings_.container_left = true;
        while (!ours_removed_ && !engine_.remove(ours, for_a_call())) {
            if (!try_again()) return;
        }
        findings_.container_left = false;
    }

    // An engine that is being stopped still tells how its containers end, but takes no questions any more: about a
    // container that is gone it should say that there is none.
    void look_for_engine() {
        const ReportContent& content = report_.content();
        const bool failed = content.task_code != 0 || content.task_signal != 0;
        if (ended_by_itself_ && failed && ours_removed_ && engine_.exists(container(), for_a_call()))
            findings_.engine_lost = true;
    }

    // Nobody has named a container. There may be one nevertheless, or come to be one.
    void leave_no_creation() {
        os::Deadline may_appear_until;
        for (;;) {
            if (remove_ours(search_.among_created())) return;
            findings_.container_left = findings_.engine_lost;
            findings_.creation_pending = false;
            switch (answered_ ? PendingCreation::State::over : creation_.look(for_a_call())) {
                case PendingCreation::State::over:
                    if (nothing_of_ours_is_left()) return;
                    break;
                case PendingCreation::State::under_way:
                    findings_.creation_pending = true;
                    break;
                case PendingCreation::State::no_answer:
                    findings_.container_left = true;
                    break;
                case PendingCreation::State::no_engine:
                    if (!watched_) return;
                    break;
                case PendingCreation::State::unseen:
                    if (ended_by_itself_ && !search_.is_unanswered()) return;
                    if (!may_appear_until) may_appear_until = guess();
                    if (remove_ours(search_.among_all())) return;
                    if (clock_.passed(may_appear_until)) wait_for_what_is_not_seen();
                    break;
            }
            if (!try_again()) return;
        }
    }

    // True once that is certain: no creation is under way, and every container has been looked at.
    bool nothing_of_ours_is_left() {
        // After an end of its own the child has left nothing that the events did not tell.
        if (ended_by_itself_ && !search_.has_missed_events()) return !search_.is_unanswered();
        if (remove_ours(search_.among_all())) return true;
        // The kernel's list of connections may have changed while we were reading it: what both lists lack was not there.
        return search_.has_list() && !search_.is_unanswered() &&
               creation_.look(for_a_call()) == PendingCreation::State::over;
    }

    // How long a container may still appear: the time that the engine needs to answer a simple question shows how busy
    // it is.
    os::Deadline guess() {
        const os::Moment asked_at = clock_.now();
        static_cast<void>(engine_.list(for_a_call()));
        const auto guessed = (clock_.now() - asked_at) * waits::creation_guess_answers;
        return clock_.now() + std::clamp<os::SteadyClock::duration>(guessed, waits::creation_guess_least,
                                                                    waits::creation_guess_most);
    }

    void wait_for_what_is_not_seen() {
        if (!waited_for_until_) return;
        tell();
        give_up_at_ = clock_.in(waits::creation_unseen);
    }

    // found: by a search, empty if it found none. True if there was one, and it is gone.
    bool remove_ours(const std::string& found) {
        const std::string ours = found_.empty() ? found : found_;
        if (ours.empty()) return false;
        remove(ours);
        return true;
    }

    os::Descriptor supervisor_;
    const Report& report_;
    engines::ContainerEngine& engine_;
    os::Clock& clock_;
    const std::string& engine_name_;
    const bool switch_wanted_;
    os::Descriptor switch_;
    os::ProcessHandle child_;
    PendingCreation creation_;
    ContainerSearch search_;
    SourceCheck sources_;
    Findings findings_;

    bool watched_ = false;  // the engine's events were seen at least for a time
    bool child_gone_ = false;
    bool child_end_told_ = false;
    bool child_was_started_ = false;
    os::Moment child_started_at_;
    bool ended_by_itself_ = false;
    bool signalled_ = false;  // the child, or what it had started
    bool stop_wanted_ = false;
    os::Deadline kill_container_at_;
    os::Deadline kill_child_at_;
    os::Deadline subscribe_again_at_;
    os::Deadline look_at_others_at_;

    std::string found_;          // our container, where we know it better than the report
    bool ours_removed_ = false;  // the engine has told so

    // Once the child has gone:
    bool answered_ =
        false;  // whatever it has asked of the engine: it left of its own accord, and not for impatience
    std::chrono::milliseconds pause_{};
    os::Deadline waited_for_until_;  // nothing: nobody waits for us
    os::Deadline give_up_at_;
};

}  // namespace

void guard_container(os::Descriptor supervisor, const Report& report, engines::ContainerEngine& engine,
                     os::Clock& clock, const std::string& engine_name, bool with_switch,
                     SourceWatch sources) {
    Guardian(std::move(supervisor), report, engine, clock, engine_name, with_switch, std::move(sources))
        .guard();
}

}  // namespace tao::run
