#pragma once

#include <set>
#include <string>
#include <vector>

#include "engines/engine.hpp"
#include "os/wait.hpp"

namespace tao::run {

// Looks for the container of a run that nobody has named: among those that came to be while the guardian watched, or among
// all. It carries the run's mark in its environment (engines/markers.hpp). Of each container the engine is asked until it
// has said whose it is, and not again.
class ContainerSearch {
  public:
    // run_id: of the run. engine and clock outlive this.
    ContainerSearch(engines::ContainerEngine& engine, os::Clock& clock, std::string run_id)
        : engine_(engine), clock_(clock), run_id_(std::move(run_id)) {}

    // A container came to be, perhaps ours; it has gone; ours is known, or events may have been missed.
    void add(const std::string& container);
    void remove(const std::string& container) { created_.erase(container); }
    void forget_all() { created_.clear(); }
    void miss_events() { events_missed_ = true; }
    bool has_missed_events() const { return events_missed_; }

    // Ours; empty if it is not among them.
    std::string among_created() { return among({created_.begin(), created_.end()}); }
    std::string among_all();

    // Of the last search: did the engine say whose each of them is; did it say (among_all) which there are?
    bool is_unanswered() const { return unanswered_; }
    bool has_list() const { return listed_; }

  private:
    std::string among(const std::vector<std::string>& containers);

    engines::ContainerEngine& engine_;
    os::Clock& clock_;
    const std::string run_id_;
    std::set<std::string> created_;
    std::set<std::string> looked_at_;
    bool events_missed_ = false;  // created_ may lack some
    bool listed_ = false;
    bool unanswered_ = false;
};

}  // namespace tao::run
