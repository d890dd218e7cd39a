#pragma once

#include <string>

#include "engines/engine.hpp"
#include "os/process.hpp"
#include "run/source_watch.hpp"

namespace tao::run {

// Compares the sources of a run with what its container shows, where the engine is asked over the Docker Engine's API. Both
// functions return why the run must be ended, in words; empty: nothing speaks against it.
class SourceCheck {
  public:
    // container: its id or name.
    SourceCheck(SourceWatch watch, engines::ContainerEngine& engine, os::Clock& clock, std::string container)
        : watch_(std::move(watch)), engine_(engine), clock_(clock), container_(std::move(container)) {}

    // Readable when the names of sources may have changed; -1: nothing is looked at (any more).
    int descriptor() const { return watch_.descriptor(); }

    // When that is readable, and once at the beginning. What happens to a name once the container is started does not count.
    // command: what makes and starts the container; it is stopped while the engine is asked whether it has.
    std::string look(const os::ProcessHandle& command);

    // When the container has been started. Ends the watch.
    std::string compare();

  private:
    SourceWatch watch_;
    engines::ContainerEngine& engine_;
    os::Clock& clock_;
    std::string container_;
};

}  // namespace tao::run
