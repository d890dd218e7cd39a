#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::paths {

// A directory or file of the host that the container sees.
struct Mount {
    std::string source;       // absolute, normalised, as the user wrote it (links kept)
    std::string real_source;  // absolute, every link resolved: what the launcher mounts
    std::string destination;  // absolute, normalised container path
    bool operator==(const Mount&) const = default;
};

// The mounts of one run and the translation of single paths, both ways, by whole components.
class MountTable {
 public:
    MountTable() = default;
    explicit MountTable(std::vector<Mount> mounts);

    const std::vector<Mount>& mounts() const { return mounts_; }  // in the order given

    // The mount whose destination is the path or above it; the longest one. A path that only shares letters
    // (/data2 under /data) is not under it.
    const Mount* by_destination(std::string_view container_path) const;

    // The mount whose source, as written, is the path or above it; the longest one.
    const Mount* by_source(std::string_view host_path) const;

    // The same by real_source, for a path whose links are resolved.
    const Mount* by_real_source(std::string_view real_host_path) const;

    // A host path as the container sees it: by source as written, else (if real_path is not empty) by real
    // source. Only the prefix is replaced: "//", ".", a trailing slash in the rest are kept. Nothing if no
    // mount covers it. A path with a ".." that leaves the mount is not covered.
    std::optional<std::string> to_container(std::string_view host_path, std::string_view real_path = {}) const;

    // A container path as the host sees it, through source as written. Nothing if no mount provides it.
    std::optional<std::string> to_host(std::string_view container_path) const;

 private:
    std::vector<Mount> mounts_;
    std::vector<std::size_t> by_destination_length_;  // indices, longest first
    std::vector<std::size_t> by_source_length_;
    std::vector<std::size_t> by_real_source_length_;
};

}  // namespace tao::paths
