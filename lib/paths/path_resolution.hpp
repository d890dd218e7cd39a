#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"

namespace tao::paths {

// Where a path leads when the kernel has followed it, link by link.
struct Resolved {
    std::string path;  // its name without links, in the name space that it was resolved in
    // The same as a file of this host, without links; empty: a file of the image, of which nothing is known here.
    std::string file;
    bool exists = false;
    bool directory = false;
    bool broken =
        false;  // the kernel does not go that way: out of nothing by "..", or through what is no directory
    std::size_t existing = 0;  // how many bytes of `file` exist: all of them, or the nearest directory

    // Could a file be made there: is there the directory that it would be in?
    bool has_directory() const;
};

// One file, or one that is still to be made at the same place?
bool same_file(const Resolved& one, const Resolved& other);

// Follows paths as path_resolution(7) has it, in the name space of the host or of the container: component by component;
// a link is followed by its text, which in the container begins at the container's root and passes its mounts. Of a path
// that does not exist, as far as it does; the rest is hung below, as Python's os.path.realpath() has it. Where the
// container has no mount there is the image: directories without links, as far as anybody knows.
//
// Looks at each file of the host once.
class PathResolver {
  public:
    // On the host.
    explicit PathResolver(const os::FileSystem& files) : files_(files) {}
    // In a container with these mounts; those that the launcher drops (Mount::dropped) are not there. A destination below
    // another mount is followed there like any path: where a link is, the mount is made at what it leads to.
    PathResolver(const os::FileSystem& files, const MountTable& mounts);

    // path: absolute, in that name space, spelled in any way.
    Resolved resolve(std::string_view path) const;

  private:
    // Where the way has led so far.
    struct Position {
        std::string path;              // without links and without a slash at its end; empty: the root
        const Mount* mount = nullptr;  // that shows it; none: the image, or the host itself
        std::size_t prefix = 0;        // of `path`: where that mount is
        bool missing = false;          // nothing of that name
        bool broken = false;           // as in Resolved
        bool directory = true;
        std::size_t existing = 0;  // of `path`, if missing
    };

    struct Node {
        enum class Kind { missing, directory, link, other };
        Kind kind = Kind::missing;
        std::string target;
    };

    const Position& directory(std::string_view path) const;
    Position follow(Position at, std::string rest) const;
    void step(Position& at, std::string_view component, std::string& rest, int& links) const;
    void leave(Position& at) const;
    bool is_image(const Position& at) const { return mounts_ != nullptr && at.mount == nullptr; }
    std::string file_of(const Position& at) const;
    const Node& node(const std::string& file) const;
    const Mount* mounted_at(const std::string& path) const;

    const os::FileSystem& files_;
    const MountTable* mounts_ = nullptr;
    std::unordered_set<const Mount*> elsewhere_;           // mounts that are not where their destination says
    std::unordered_map<std::string, const Mount*> moved_;  // by where they are
    mutable std::unordered_map<std::string, Node> nodes_;
    mutable std::unordered_map<std::string, Position> directories_;
};

}  // namespace tao::paths
