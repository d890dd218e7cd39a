#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "os/descriptor.hpp"
#include "paths/mount_table.hpp"

// What was judged is what is mounted. The launcher and the engine are handed the sources of mounts by name, and a name
// can be made to lead elsewhere while they start: by whoever may write to the project, a task that is running in it
// above all. So the supervisor holds every source open from before the launcher or the engine's command starts. The
// launcher's container is there before its task: the stand-in compares what it shows with what is held before the task
// starts. An engine's command starts both at once: the guardian does it (source_watch.hpp).
namespace tao::run {

// The environment variable that names the list of the held sources to the docker stand-in and to the guardian.
inline constexpr std::string_view held_sources_variable = "TAO_SHIM_MOUNTS";

// How long such a list may be, in bytes.
inline constexpr std::size_t largest_list = std::size_t{4} << 20U;

class HeldSources {
  public:
    // Holds the sources by their real paths. fault: what is wrong with the first that cannot be held, in words; else empty.
    static HeldSources hold(const std::vector<paths::Mount>& mounts, std::string& fault);

    // What the others need to know: this process, and descriptor, real source and destination of each.
    std::string list() const;

  private:
    struct Held {
        os::Descriptor descriptor;
        std::string source;
        std::string destination;
    };
    std::vector<Held> held_;
};

// Which mount of a container does not show what is held: in words, or empty if all do. list: HeldSources::list().
// container: its first process as this computer knows it, 0 if that is not known. Where its mounts cannot be seen (an
// engine in a virtual machine) the names must still lead to what is held, and never have led elsewhere.
std::string replaced_mount(std::string_view list, pid_t container, bool have_led_elsewhere = false);

// The sources in such a list, by their real paths.
std::vector<std::string> sources_in(std::string_view list);

}  // namespace tao::run
