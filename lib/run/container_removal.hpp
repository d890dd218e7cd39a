#pragma once

#include <functional>
#include <string>

#include "engines/engine.hpp"
#include "os/wait.hpp"
#include "run/container_search.hpp"
#include "run/messages.hpp"
#include "run/pending_creation.hpp"
#include "run/report.hpp"

namespace tao::run {

// What its guardian knows of the container of a run.
struct GuardedContainer {
    // What is handed over outlives this.
    GuardedContainer(const Report& its_report, engines::ContainerEngine& its_engine, os::Clock& its_clock)
        : report(its_report),
          engine(its_engine),
          clock(its_clock),
          creation(its_engine),
          search(its_engine, its_clock, its_report.content().run_id) {}

    // Empty as long as nobody has named it.
    std::string id() const { return found.empty() ? report.container_id() : found; }

    const Report& report;
    engines::ContainerEngine& engine;
    os::Clock& clock;
    PendingCreation creation;
    ContainerSearch search;
    Findings findings;
    std::string found;     // its id, where we know it better than the report
    bool removed = false;  // the engine has told so
    bool watched = false;  // the engine's events were seen at least for a time
};

// How the launcher or the engine's command has ended, as far as it says what may be left.
struct CommandEnd {
    bool by_itself = false;  // not because of us
    bool answered =
        false;  // whatever it has asked of the engine: it left of its own accord, and not for impatience
};

// Once the command has gone: removes the container, also one that comes to be only now, and gives up after a while. Into
// container.findings goes what is not certain.
class ContainerRemoval {
  public:
    // follow_events: takes in what the engine has told since. tell: the findings, to whoever waits for them; what is found
    // out later nobody hears any more.
    ContainerRemoval(GuardedContainer& container, CommandEnd end, std::function<void()> follow_events,
                     std::function<void()> tell);

    // Returns when nothing is left, or it is given up.
    void leave_no_container();

  private:
    os::Deadline for_a_call() const;
    bool try_again();
    void wait_for_removal(os::Deadline deadline);
    void remove(const std::string& id);
    void look_for_engine();
    void leave_no_creation();
    bool nothing_of_ours_is_left();
    os::Deadline guess();
    void tell_early();
    bool remove_ours(const std::string& found);

    GuardedContainer& ours_;
    const CommandEnd end_;
    const std::function<void()> follow_events_;
    const std::function<void()> tell_;
    std::chrono::milliseconds pause_{};
    os::Deadline waited_for_until_;  // nothing: nobody waits for us
    os::Deadline give_up_at_;
};

}  // namespace tao::run
