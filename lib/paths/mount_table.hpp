#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::paths {

// A directory or file of the host that the container sees.
struct Mount {
    std::string source;  // absolute, normalised, as the user wrote it (links kept)
    std::string
        real_source;  // absolute, every link resolved: what the launcher mounts; empty: same as source
    std::string destination;  // absolute, normalised container path
    bool operator==(const Mount&) const = default;
};

// The mounts of one run and the translation of single paths, both ways, by whole components. A look-up costs
// the length of the path times the logarithm of the number of mounts.
class MountTable {
  public:
    MountTable() = default;

    // Of mounts with the same source or the same destination the last one counts, as in the launcher.
    explicit MountTable(std::vector<Mount> mounts);

    const std::vector<Mount>& mounts() const { return mounts_; }  // in the order given
    bool empty() const { return mounts_.empty(); }

    // The mount whose destination is the path or above it; the longest one. A path that only shares letters
    // (/data2 under /data) is not under it; one that leaves the destination by ".." is not either.
    const Mount* by_destination(std::string_view container_path) const;

    // The mount whose source, as written, is the path or above it; the longest one.
    const Mount* by_source(std::string_view host_path) const;

    // The same by real_source, for a path whose links are resolved.
    const Mount* by_real_source(std::string_view real_host_path) const;

    // A host path as the container sees it: by source as written, else (if real_path is not empty) by real
    // source. Only the prefix is replaced: "//", ".", a trailing slash in the rest are kept. Nothing if no
    // mount covers it; a path with a ".." that leaves the mount is not covered, and neither is one that
    // another mount hides: with /proj -> /ws and /nb/specs -> /ws/specs the container's /ws/specs is not
    // /proj/specs.
    std::optional<std::string> to_container(std::string_view host_path,
                                            std::string_view real_path = {}) const;

    // A host path by its longest source as written, even where another mount hides the file: the name that the
    // container would have it by. Nothing if it is under no source.
    std::optional<std::string> name_in_container(std::string_view host_path) const;

    // A container path as the host sees it, through source as written. Nothing if no mount provides it.
    std::optional<std::string> to_host(std::string_view container_path) const;

  private:
    using Key = std::string Mount::*;
    using Order = std::vector<std::size_t>;  // indices into mounts_, sorted by a key

    Order sorted_by(Key key) const;
    const Mount* longest(const Order& order, Key key, std::string_view path) const;
    std::optional<std::string> to_container_by(const Order& order, Key key, std::string_view path) const;

    std::vector<Mount> mounts_;
    Order by_destination_;
    Order by_source_;
    Order by_real_source_;
};

}  // namespace tao::paths
