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
    // Not in the container: another mount has the same source, and the launcher keeps the last one of each. Words under
    // this destination are written with that one's.
    bool dropped = false;
    bool read_only = false;
    bool of_line = false;  // of --volume on the line: the launcher mounts it by itself
    bool operator==(const Mount&) const = default;
};

// The mounts of one run and the look-ups in them, by whole components. A look-up costs the length of the path times the
// logarithm of the number of mounts. What a path leads to when links are followed is path_resolution.hpp's.
class MountTable {
  public:
    MountTable() = default;

    // Of mounts with the same destination the last one counts.
    explicit MountTable(std::vector<Mount> mounts);

    const std::vector<Mount>& mounts() const { return mounts_; }  // in the order given
    bool empty() const { return mounts_.empty(); }

    // The mount whose destination is the path or above it; the longest one. A path that only shares letters
    // (/data2 under /data) is not under it; one that leaves the destination by ".." is not either.
    const Mount* by_destination(std::string_view container_path) const;

    // The same among the mounts that the container has; and the one that is exactly there. The path is normalised.
    const Mount* mounted_above(std::string_view container_path) const;
    const Mount* mounted_at(std::string_view container_path) const;

    // The mounts whose source, as written, is the path or above it; the longest first, of one source the last
    // that can be written to, else the last.
    std::vector<const Mount*> by_source(std::string_view host_path) const;

    // The same by real_source, for a path whose links are resolved.
    std::vector<const Mount*> by_real_source(std::string_view real_host_path) const;

    // A container path as the host has it by the text alone, through source as written. Only the prefix is replaced:
    // "//", ".", a trailing slash in the rest are kept. Nothing if no mount provides it.
    std::optional<std::string> to_host(std::string_view container_path) const;

  private:
    using Key = std::string Mount::*;
    using Order = std::vector<std::size_t>;  // indices into mounts_, sorted by a key

    Order sorted_by(Key key) const;
    std::vector<const Mount*> above(const Order& order, Key key, std::string_view path) const;
    std::vector<const Mount*> at(const Order& order, Key key, std::string_view path) const;

    std::vector<Mount> mounts_;
    Order by_destination_;
    Order by_source_;
    Order by_real_source_;
};

// The path with `ancestor`, which it is or is below, replaced; what follows is kept byte for byte. Nothing if it is not
// below, or leaves it by "..".
std::optional<std::string> replace_ancestor(std::string_view path, std::string_view ancestor,
                                            std::string_view replacement);

}  // namespace tao::paths
