#include "run/guard_container.hpp"

#include <algorithm>
#include <csignal>
#include <set>

#include "engines/markers.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "run/dead_man_switch.hpp"
#include "run/remove_abandoned.hpp"

namespace tao::run {

namespace {

using namespace std::chrono_literals;

// How long the container's shell has to leave after it was told to, before it is killed.
constexpr auto shell_patience = 2s;

// How long the launcher has to stop its container and end after its supervisor was killed.
constexpr auto orphan_patience = 3s;

// How long one call to the engine may take: an engine that starts fifty containers at once answers slowly.
constexpr auto call_patience = 10s;

// How long the switch may take: nobody else is looked after meanwhile.
constexpr auto switch_patience = 2s;

// How long to try to remove the container.
constexpr auto removal_patience = 15s;

// How long a container may still appear after the launcher was killed: its creation may have been under way. The time
// the engine needs to answer a simple question shows how busy it is. If the supervisor was killed as well, nobody waits
// for us. What comes to be later still is removed by a later run (remove_abandoned.hpp).
struct CreationPatience {
    os::Clock::duration shortest;
    os::Clock::duration longest;
};
constexpr CreationPatience awaited_patience = {500ms, 5s};
constexpr CreationPatience unawaited_patience = {5s, 30s};
constexpr int creation_answers = 10;

// How long to look for what earlier runs left behind.
constexpr auto abandoned_patience = 2s;

// How soon to ask again about a container that the engine lists but does not describe yet.
constexpr auto look_again_after = 50ms;

class Guardian {
  public:
    Guardian(os::Descriptor supervisor, const Report& report, engines::Engine& engine,
             const std::string& engine_name, bool with_switch)
        : supervisor_(std::move(supervisor)),
          report_(report),
          engine_(engine),
          engine_name_(engine_name),
          switch_wanted_(with_switch) {}

    void guard() {
        subscribe();
        if (report_.guard() == Guard::watching)
            remove_abandoned_containers(engine_, os::in(abandoned_patience));
        while (!launcher_gone_) {
            os::wait_readable(
                {supervisor_.get(), launcher_.descriptor(), engine_.event_descriptor()},
                os::earlier(os::earlier(kill_container_at_, kill_launcher_at_), subscribe_again_at_));
            hear_supervisor();
            follow_events();
            look_at_launcher();
            act_on_deadlines();
        }
        hear_how_launcher_ended();
        leave_no_container();
    }

  private:
    os::Deadline for_a_call() const { return os::in(call_patience); }

    void subscribe() {
        std::string failure;
        subscribe_again_at_.reset();
        if (engine_.subscribe(for_a_call(), failure)) {
            report_.set_guard(Guard::watching);
            // A task that outlived it has lost nothing.
            if (report_.phase() != Phase::ended) report_.content().engine_lost = false;
            return;
        }
        store(report_.content().note, "cannot reach the Docker Engine at " + engine_name_ + ": " + failure);
        report_.set_guard(Guard::powerless);
        subscribe_again_at_ = os::in(1s);
    }

    void hear_supervisor() {
        while (supervisor_) {
            std::optional<os::Message> message = os::receive_message(supervisor_.get());
            if (!message) return;
            if (message->text == launcher_started) {
                launcher_ = os::ProcessHandle(std::move(message->descriptor));
            } else if (message->text == launcher_ended || message->text == launcher_stopped) {
                ended_by_itself_ = message->text == launcher_ended;
                launcher_end_told_ = true;
                launcher_gone_ = true;
                return;
            } else {
                // The supervisor was killed. The kernel has sent the launcher a signal because of that.
                supervisor_.close();
                if (!launcher_) launcher_gone_ = true;
                kill_launcher_at_ = os::in(orphan_patience);
            }
        }
    }

    void follow_events() {
        const std::string container = report_.container_id();
        while (const std::optional<engines::EngineEvent> event = engine_.next_event()) {
            switch (event->kind) {
                case engines::EngineEvent::Kind::created:
                    created_.insert(event->container_id);
                    break;
                case engines::EngineEvent::Kind::started:
                    set_switch(event->container_id);
                    break;
                case engines::EngineEvent::Kind::removed:
                    removed_.insert(event->container_id);
                    break;
                case engines::EngineEvent::Kind::died:
                    if (event->container_id == container) kill_container_at_.reset();
                    break;
                case engines::EngineEvent::Kind::signalled:
                    if (event->container_id == container && event->signal == SIGTERM) {
                        engine_.signal(container, SIGHUP, for_a_call());
                        kill_container_at_ = os::in(shell_patience);
                    }
                    break;
            }
        }
        if (engine_.event_descriptor() < 0 && !subscribe_again_at_) {
            report_.content().engine_lost = true;
            subscribe_again_at_ = os::in(1s);
        }
    }

    void set_switch(const std::string& container) {
        if (!switch_wanted_ || switch_) return;
        switch_ = set_dead_man_switch(engine_, container, report_.content().run_id, os::in(switch_patience));
        if (switch_) os::send_message(supervisor_.get(), switch_set, switch_.get());
    }

    void look_at_launcher() {
        if (launcher_ && os::wait_readable({launcher_.descriptor()}, os::Clock::now())) launcher_gone_ = true;
    }

    void act_on_deadlines() {
        if (os::passed(kill_container_at_)) {
            engine_.signal(report_.container_id(), SIGKILL, for_a_call());
            kill_container_at_.reset();
        }
        if (os::passed(kill_launcher_at_)) {
            launcher_.send(SIGKILL);
            kill_launcher_at_.reset();
        }
        if (os::passed(subscribe_again_at_)) subscribe();
    }

    // The supervisor, if it lives, notices the launcher's end at the same time as we do and then says more about it.
    void hear_how_launcher_ended() {
        const os::Deadline deadline = os::in(1s);
        while (supervisor_ && !launcher_end_told_ && os::wait_readable({supervisor_.get()}, deadline)) {
            hear_supervisor();
        }
    }

    void leave_no_container() {
        const os::Deadline deadline = os::in(removal_patience);
        const std::string container = report_.container_id();
        // The launcher has done its own work, and we could never do anything.
        if (ended_by_itself_ && report_.guard() == Guard::powerless && !report_.content().engine_lost) return;
        if (!container.empty()) {
            if (ended_by_itself_) wait_for_removal(container, os::in(1s));
            remove(container, deadline);
            look_for_engine(container);
            return;
        }
        if (ended_by_itself_) {
            follow_events();
            remove_ours_among(created_, deadline);
            return;
        }
        const auto asked_at = os::Clock::now();
        const std::vector<std::string> listed = engine_.list(for_a_call());
        created_.insert(listed.begin(), listed.end());
        const CreationPatience& limits = supervisor_ ? awaited_patience : unawaited_patience;
        const auto patience = std::clamp<os::Clock::duration>(
            (os::Clock::now() - asked_at) * creation_answers, limits.shortest, limits.longest);
        const os::Deadline may_appear_until = os::Clock::now() + patience;
        for (;;) {
            follow_events();
            if (remove_ours_among(created_, deadline)) return;
            if (os::passed(may_appear_until)) {
                report_.content().container_left = report_.content().engine_lost;
                return;
            }
            os::wait_readable(
                {engine_.event_descriptor()},
                unanswered_ ? os::earlier(os::in(look_again_after), may_appear_until) : may_appear_until);
        }
    }

    // The engine removes a container of its own accord a little after it has died.
    void wait_for_removal(const std::string& container, os::Deadline deadline) {
        for (;;) {
            follow_events();
            if (removed_.contains(container) || engine_.event_descriptor() < 0 || os::passed(deadline))
                return;
            os::wait_readable({engine_.event_descriptor()}, deadline);
        }
    }

    void remove(const std::string& container, os::Deadline deadline) {
        while (!removed_.contains(container) && !engine_.remove(container, for_a_call())) {
            if (os::passed(deadline)) {
                report_.content().container_left = true;
                return;
            }
            os::wait_readable({engine_.event_descriptor()}, os::in(50ms));
            follow_events();
        }
    }

    // An engine that is being stopped still tells how its containers end, but takes no questions any more: about a
    // container that is gone it should say that there is none.
    void look_for_engine(const std::string& container) {
        const ReportContent& content = report_.content();
        const bool failed = content.task_code != 0 || content.task_signal != 0;
        if (ended_by_itself_ && failed && removed_.contains(container) &&
            engine_.exists(container, for_a_call()))
            report_.content().engine_lost = true;
    }

    // Looks at each of the containers whether it carries this run's mark, once if the engine says so or not. True if one
    // did and was removed.
    bool remove_ours_among(const std::set<std::string>& containers, os::Deadline deadline) {
        unanswered_ = false;
        for (const std::string& container : containers) {
            if (removed_.contains(container) || !looked_at_.insert(container).second) continue;
            const std::optional<std::string> run =
                engine_.variable(container, engines::run_marker, for_a_call());
            if (!run) {
                looked_at_.erase(container);
                unanswered_ = true;
            } else if (*run == report_.content().run_id) {
                remove(container, deadline);
                return true;
            }
        }
        return false;
    }

    os::Descriptor supervisor_;
    const Report& report_;
    engines::Engine& engine_;
    const std::string& engine_name_;
    const bool switch_wanted_;
    os::Descriptor switch_;
    os::ProcessHandle launcher_;

    bool launcher_gone_ = false;
    bool launcher_end_told_ = false;
    bool ended_by_itself_ = false;
    os::Deadline kill_container_at_;
    os::Deadline kill_launcher_at_;
    os::Deadline subscribe_again_at_;
    std::set<std::string> created_;
    std::set<std::string> removed_;
    std::set<std::string> looked_at_;
    bool unanswered_ = false;  // the engine did not say of a container whose it is
};

}  // namespace

void guard_container(os::Descriptor supervisor, const Report& report, engines::Engine& engine,
                     const std::string& engine_name, bool with_switch) {
    Guardian(std::move(supervisor), report, engine, engine_name, with_switch).guard();
}

}  // namespace tao::run
