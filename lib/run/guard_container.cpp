#include "run/guard_container.hpp"

#include <csignal>

#include "engines/engines.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "run/container_removal.hpp"
#include "run/dead_man_switch.hpp"
#include "run/remove_abandoned.hpp"
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
          container_(report, engine, clock),
          sources_(std::move(sources), engine, clock, engines::container_name(report.content().run_id)) {}

    void guard() {
        container_.creation.exclude_what_is_there();
        hear_supervisor();
        if (child_gone_ || !supervisor_) container_.creation.exclude_nothing();
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
            container_.watched = true;
            container_.findings.unreachable.clear();
            // A task that outlived it has lost nothing.
            if (report_.phase() != Phase::ended) container_.findings.engine_lost = false;
            return;
        }
        container_.findings.unreachable =
            "cannot reach the Docker Engine at " + engine_name_ + ": " + failure;
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
                if (!container_.findings.replaced.empty()) child_.send(SIGKILL);
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

    // Asked twice, it is not asked gently any more.
    void stop() {
        if (stop_wanted_) {
            if (!container_.id().empty()) engine_.signal(container_.id(), SIGKILL, for_a_call());
            child_.send(SIGKILL);
            return;
        }
        stop_wanted_ = true;
        if (!container_.id().empty()) {
            stop_container_now();
        } else {
            child_.send(SIGTERM);
            child_.send(SIGCONT);
        }
    }

    void stop_container_now() {
        engine_.signal(container_.id(), SIGTERM, for_a_call());
        kill_container_at_ = clock_.in(waits::task_to_leave);
    }

    // That it came to be only the guardian before this one may have heard.
    void find_ours() {
        container_.found = container_.search.among_all();
        if (container_.found.empty()) return;
        container_.findings.task_started = true;
        end_for(sources_.compare());
    }

    // fault: of the sources (source_watch.hpp). The command first: it may be about to start the container.
    void end_for(std::string fault) {
        if (fault.empty() || !container_.findings.replaced.empty()) return;
        container_.findings.replaced = std::move(fault);
        child_.send(SIGKILL);
        if (!container_.id().empty()) engine_.signal(container_.id(), SIGKILL, for_a_call());
    }

    void follow_events() {
        while (const std::optional<engines::EngineEvent> event = engine_.next_event()) {
            if (!look_at_others_at_) look_at_others_at_ = clock_.in(waits::others_to_leave);
            const std::string ours = container_.id();
            if (!ours.empty()) container_.search.forget_all();
            switch (event->kind) {
                case engines::EngineEvent::Kind::created:
                    if (ours.empty()) consider(*event);
                    break;
                case engines::EngineEvent::Kind::started:
                    set_switch(event->container_id);
                    if (event->container_id == ours) {
                        container_.findings.task_started = true;
                        end_for(sources_.compare());
                    }
                    if (stop_wanted_ && event->container_id == ours) stop_container_now();
                    break;
                case engines::EngineEvent::Kind::removed:
                    container_.search.remove(event->container_id);
                    if (event->container_id == ours) container_.removed = true;
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
            container_.findings.engine_lost = container_.watched;
            container_.search.miss_events();
            subscribe_again_at_ = clock_.in(waits::engine_again);
        }
    }

    void consider(const engines::EngineEvent& created) {
        if (created.run == report_.content().run_id) {
            container_.found = created.container_id;
        } else {
            container_.search.add(created.container_id);
        }
    }

    // The launcher's own stop: an interactive shell, the first process of its container, ignores it.
    void let_shell_leave() {
        if (report_.content().stopping != Stopping::launcher) return;
        engine_.signal(container_.id(), SIGHUP, for_a_call());
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
            engine_.signal(container_.id(), SIGKILL, for_a_call());
            kill_container_at_.reset();
        }
        if (clock_.passed(kill_child_at_)) {
            child_.send(SIGKILL);
            kill_child_at_.reset();
        }
        if (clock_.passed(subscribe_again_at_)) subscribe();
        if (clock_.passed(look_at_others_at_)) {
            if (child_ && !child_gone_) container_.creation.exclude_what_is_there();
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

    void leave_no_container() {
        follow_events();
        // The launcher could not be executed.
        if (child_end_told_ && !child_was_started_) return;
        const bool in_time = clock_.now() < child_started_at_ + waits::answer_to_launcher;
        ContainerRemoval removal(
            container_,
            {.by_itself = ended_by_itself_,
             .answered = ended_by_itself_ && !signalled_ && container_.watched && in_time},
            [this] { follow_events(); }, [this] { tell(); });
        removal.leave_no_container();
    }

    // Once; what is found out later nobody hears any more.
    void tell() {
        if (!supervisor_) return;
        os::send_message(supervisor_.get(), to_message(container_.findings));
        supervisor_.close();
    }

    os::Descriptor supervisor_;
    const Report& report_;
    engines::ContainerEngine& engine_;
    os::Clock& clock_;
    const std::string& engine_name_;
    const bool switch_wanted_;
    os::Descriptor switch_;
    os::ProcessHandle child_;
    GuardedContainer container_;
    SourceCheck sources_;

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
};

}  // namespace

void guard_container(os::Descriptor supervisor, const Report& report, engines::ContainerEngine& engine,
                     os::Clock& clock, const std::string& engine_name, bool with_switch,
                     SourceWatch sources) {
    Guardian(std::move(supervisor), report, engine, clock, engine_name, with_switch, std::move(sources))
        .guard();
}

}  // namespace tao::run
