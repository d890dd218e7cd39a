#pragma once

#include <optional>
#include <string>
#include <vector>

#include "os/held_directory.hpp"
#include "os/signals.hpp"
#include "os/terminal.hpp"
#include "paths/mount_table.hpp"
#include "plan/plan.hpp"
#include "run/held_sources.hpp"
#include "run/messages.hpp"
#include "run/report.hpp"
#include "run/run_status.hpp"
#include "run/stop_signals.hpp"
#include "run/supervisor.hpp"
#include "run/system.hpp"

namespace tao::run {

// What every run has beside its child, which is NVIDIA's launcher or an engine's command: signals and terminal as they were,
// its directory and report, the sources that are held, and how its end is told.
class SupervisedRun {
  protected:
    SupervisedRun(const plan::Plan& plan, const plan::Invocation& invocation)
        : plan_(plan), invocation_(invocation), original_mask_(os::set_signal_mask(blocked_signals())) {}

    // The directory of the run with the translated spec files; nothing if the plan needs none. Throws Failure.
    std::optional<os::HeldDirectory> prepare_directory() const;

    // The end of it. Says what the task wrote to the copies, and where that is now.
    void remove_directory(std::optional<os::HeldDirectory>& directory) const;

    // The report, with everything in it that the supervisor has to write. Throws Failure.
    Report prepare_report(Stopping stopping) const;

    // From now on; a list of them is there for other processes, by a path. Throws Failure.
    void hold_sources(const std::vector<paths::Mount>& mounts);
    std::string path_of_held_sources() const;

    // Says what there is to say: why the run ended as it did, what became of the task, and what else was found out.
    // Returns only if the run was not interrupted from the terminal: a shell ends a script's loop on Ctrl-C only if the
    // command died of it.
    void tell_end(const RunStatus& status, const std::string& remark, const RunFacts& facts,
                  Phase phase) const;

    const plan::Plan& plan_;
    const plan::Invocation& invocation_;
    const os::TerminalModes modes_;
    const os::SignalSet original_mask_;
    os::SignalReader signals_{stop_signals()};
    const System system_ = this_system(signals_);
    HeldSources held_;
    os::Descriptor held_list_;
};

}  // namespace tao::run
