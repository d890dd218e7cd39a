#include "run/container_removal.hpp"

#include <algorithm>

#include "run/waits.hpp"

namespace tao::run {

ContainerRemoval::ContainerRemoval(GuardedContainer& container, CommandEnd end,
                                   std::function<void()> follow_events, std::function<void()> tell)
    : ours_(container),
      end_(end),
      follow_events_(std::move(follow_events)),
      tell_(std::move(tell)),
      pause_(waits::look_again),
      waited_for_until_(container.clock.in(waits::guardian_awaited)),
      give_up_at_(container.clock.in(waits::guardian_alone)) {}

void ContainerRemoval::leave_no_container() {
    // The command has done its own work, and we could never do anything.
    if (end_.by_itself && ours_.report.guard() == GuardianState::powerless && !ours_.findings.engine_lost)
        return;
    if (ours_.id().empty()) {
        leave_no_creation();
        return;
    }
    if (end_.by_itself) wait_for_removal(ours_.clock.in(waits::engine_to_remove));
    remove(ours_.id());
    look_for_engine();
}

os::Deadline ContainerRemoval::for_a_call() const {
    return ours_.clock.in(waits::engine_call);
}

// Before another attempt: whoever waits for us is told after a while not to do so any longer. False: we give up.
bool ContainerRemoval::try_again() {
    if (ours_.clock.passed(give_up_at_)) return false;
    if (ours_.clock.passed(waited_for_until_)) tell_early();
    ours_.clock.wait_readable({ours_.engine.event_descriptor()}, ours_.clock.in(pause_));
    pause_ = std::min<std::chrono::milliseconds>(2 * pause_, waits::look_again_at_last);
    follow_events_();
    return true;
}

void ContainerRemoval::tell_early() {
    waited_for_until_.reset();
    tell_();
}

// The engine removes a container of its own accord a little after it has died.
void ContainerRemoval::wait_for_removal(os::Deadline deadline) {
    while (!ours_.removed && ours_.engine.event_descriptor() >= 0 && !ours_.clock.passed(deadline)) {
        ours_.clock.wait_readable({ours_.engine.event_descriptor()}, deadline);
        follow_events_();
    }
}

void ContainerRemoval::remove(const std::string& id) {
    ours_.found = id;
    ours_.findings.container_left = true;
    while (!ours_.removed && !ours_.engine.remove(id, for_a_call())) {
        if (!try_again()) return;
    }
    ours_.findings.container_left = false;
}

// An engine that is being stopped still tells how its containers end, but takes no questions any more: about a
// container that is gone it should say that there is none.
void ContainerRemoval::look_for_engine() {
    const ReportContent& content = ours_.report.content();
    const bool failed = content.task_code != 0 || content.task_signal != 0;
    if (end_.by_itself && failed && ours_.removed && ours_.engine.exists(ours_.id(), for_a_call()))
        ours_.findings.engine_lost = true;
}

// Nobody has named a container. There may be one nevertheless, or come to be one.
void ContainerRemoval::leave_no_creation() {
    os::Deadline may_appear_until;
    for (;;) {
        if (remove_ours(ours_.search.among_created())) return;
        ours_.findings.container_left = ours_.findings.engine_lost;
        ours_.findings.creation_pending = false;
        switch (end_.answered ? PendingCreation::State::over : ours_.creation.look(for_a_call())) {
            case PendingCreation::State::over:
                if (nothing_of_ours_is_left()) return;
                break;
            case PendingCreation::State::under_way:
                ours_.findings.creation_pending = true;
                break;
            case PendingCreation::State::no_answer:
                ours_.findings.container_left = true;
                break;
            case PendingCreation::State::no_engine:
                if (!ours_.watched) return;
                break;
            case PendingCreation::State::unseen:
                if (end_.by_itself && !ours_.search.is_unanswered()) return;
                if (!may_appear_until) may_appear_until = guess();
                if (remove_ours(ours_.search.among_all())) return;
                if (waited_for_until_ && ours_.clock.passed(may_appear_until)) {
                    tell_early();
                    give_up_at_ = ours_.clock.in(waits::creation_unseen);
                }
                break;
        }
        if (!try_again()) return;
    }
}

// True once that is certain: no creation is under way, and every container has been looked at.
bool ContainerRemoval::nothing_of_ours_is_left() {
    // After an end of its own the command has left nothing that the events did not tell.
    if (end_.by_itself && !ours_.search.has_missed_events()) return !ours_.search.is_unanswered();
    if (remove_ours(ours_.search.among_all())) return true;
    // The kernel's list of connections may have changed while we were reading it: what both lists lack was not there.
    return ours_.search.has_list() && !ours_.search.is_unanswered() &&
           ours_.creation.look(for_a_call()) == PendingCreation::State::over;
}

// How long a container may still appear: the time that the engine needs to answer a simple question shows how busy it is.
os::Deadline ContainerRemoval::guess() {
    const os::Moment asked_at = ours_.clock.now();
    static_cast<void>(ours_.engine.list(for_a_call()));
    const auto guessed = (ours_.clock.now() - asked_at) * waits::creation_guess_answers;
    return ours_.clock.now() + std::clamp<os::SteadyClock::duration>(guessed, waits::creation_guess_least,
                                                                     waits::creation_guess_most);
}

// found: by a search, empty if it found none. True if there was one, and it is gone.
bool ContainerRemoval::remove_ours(const std::string& found) {
    const std::string id = ours_.found.empty() ? found : ours_.found;
    if (id.empty()) return false;
    remove(id);
    return true;
}

}  // namespace tao::run
