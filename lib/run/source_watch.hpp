#pragma once

#include <sys/types.h>

#include <set>
#include <string>
#include <utility>

#include "os/name_changes.hpp"

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

}  // namespace tao::run
