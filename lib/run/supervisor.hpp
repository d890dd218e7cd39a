#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <system_error>

#include "os/descriptor.hpp"
#include "os/exit_status.hpp"
#include "os/process.hpp"
#include "run/messages.hpp"
#include "run/report.hpp"
#include "run/system.hpp"

namespace tao::run {

// What could not be done, for the user; ends the run before anything was started.
class Failure : public std::runtime_error {
  public:
    Failure(int code, const std::string& lines) : std::runtime_error(lines), exit_code(code) {}
    int exit_code;
};

// How the guardian of the run is started (guardian.hpp).
struct GuardianStart {
    std::string program;                                    // for messages
    std::function<os::Descriptor(std::error_code&)> start;  // our end of its socket; empty: none is needed
};

// The program that makes the container of a run and the task in it: NVIDIA's launcher, or a command of an engine.
struct SupervisedChild {
    os::Program program;
    os::StartOptions options;
    int stop_signal =
        0;  // what it gets whichever signal is to end the run, where nobody else ends it; 0: that signal
};

// How a supervised run went, as far as its supervisor has seen it.
struct RunFacts {
    int stopped_by = 0;                  // the first signal that asked us to stop; 0: none
    bool stopped_from_terminal = false;  // everybody in the foreground got it
    os::ExitStatus child;
    Findings findings;  // of the guardian
};

// Starts guardian and child (prepare_child is called in between, and may throw Failure), waits for the child's end, and
// then until its container is gone. The signals of `system.signals` are brought to whom they concern, and stronger
// measures taken where that does not help (waits.hpp); who ends the container is said in the report (Stopping). A
// guardian that is killed is replaced; where that is not possible the user is told, and the run goes on.
//
// report: filled with what the supervisor has to write. Throws Failure if guardian or child cannot be started; nothing
// is left then.
RunFacts supervise_child(const std::function<SupervisedChild()>& prepare_child, const Report& report,
                         const GuardianStart& guardian, const System& system);

}  // namespace tao::run
