#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "os/file_system.hpp"
#include "paths/finding.hpp"
#include "paths/mount_table.hpp"
#include "paths/path_resolution.hpp"

namespace tao::paths {

// The two sides of a run: which file a text names on the host and in the container, and what the container calls a file of
// the host. mounts and files outlive it.
class ContainerNames {
  public:
    struct Name {
        std::string text;
        Rule rule = Rule::host_path;  // or host_link: by the real path
    };
    enum class Reading { host, container, open };

    ContainerNames(const MountTable& mounts, const os::FileSystem& files);

    // Absolute texts. In the container a text under no mount is no file.
    Resolved on_host(std::string_view text) const;
    Resolved in_container(std::string_view text) const;

    // The name under which the container has the file that the text means on the host; nothing if none leads there. One that
    // would be read as another file's, when it is judged again, only if there is no other.
    std::optional<Name> name_of(std::string_view text, const Resolved& meant) const;

    // Does the container have that file under that name?
    bool is_shown(std::string_view text, const Resolved& meant) const;

    // Of two readings of a text the one that exists; else the one whose directory does; else the one of which more does;
    // else it is open.
    Reading more_likely(const Resolved& as_host, const Resolved& as_container) const;

    // Is there such a file, or is it the source of a mount, which is made when it is absent?
    bool is_there(const Resolved& meant) const;

    // The same of its directory.
    bool has_directory(const Resolved& meant) const;

  private:
    bool is_read_otherwise(std::string_view name, const Resolved& meant) const;
    bool is_source(std::string_view file) const;
    // How many components of it are still to be made.
    std::size_t missing(const Resolved& meant) const;

    const MountTable& mounts_;
    PathResolver host_;
    PathResolver container_;
};

}  // namespace tao::paths
