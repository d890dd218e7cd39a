#pragma once

#include <sys/types.h>

#include <set>
#include <string>
#include <utility>

#include "engines/engine.hpp"
#include "os/name_changes.hpp"
#include "os/process.hpp"

namespace tao::run {

// The environment variable that names the file to the guardian in which the engine writes the first process of the
// container.
inline constexpr std::string_view process_file_variable = "TAO_SHIM_PROCESS_FILE";

// Looks at the names of the held sources (held_sources.hpp) while an engine starts a container with them, for its
// guardian. An engine can only be told names, and the task begins at once: so a name that leads elsewhere is noticed
// when it happens, and what the container shows is compared as soon as it is there.
class SourceWatch {
  public:
    // list: HeldSources::list(); empty: nothing is watched. process_file: where the engine writes the number of the
    // container's first process before the task begins; empty: it does not.
    explicit SourceWatch(std::string list, std::string process_file = {});

    // Readable when something may have happened; -1 if nothing is looked at (any more).
    int descriptor() const { return changes_.descriptor(); }

    // Is anything looked at (still)?
    bool looks() const { return !list_.empty(); }

    // Reads what has happened. Which source does not lead to what is held, in words; empty if each does, or nothing is
    // looked at.
    std::string moved();

    // The container's first process as the file says; 0: it has not been written, or nothing is looked at.
    pid_t process_in_file() const;

    // Compares with what the container shows, and ends the watch. As replaced_mount() (held_sources.hpp); where it
    // cannot be seen what the container shows, each name must have led there all the time. process: the first of the
    // container, 0: not known.
    std::string fault_of(pid_t process);

    // Looks at nothing any more.
    void end();

  private:
    void watch_names_of(const std::string& source);
    void read_changes();

    std::string list_;
    std::string process_file_;
    os::NameChanges changes_;
    std::set<std::pair<int, std::string>> names_;  // of the sources and all directories on the way
    bool changed_ = false;                         // one of them
};

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
