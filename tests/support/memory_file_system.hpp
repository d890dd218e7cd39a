#pragma once

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <string>

#include "os/file_system.hpp"

namespace tao::tests {

// A file system made of a table, for tests of what decides: no disk, no clean-up, no surprises.
class MemoryFileSystem final : public os::FileSystem {
  public:
    MemoryFileSystem() { add_directory("/"); }

    // Adds a directory and its missing parents.
    MemoryFileSystem& add_directory(const std::string& path, uid_t owner = 1000, mode_t mode = 0755) {
        return add(path, os::FileType::directory, "", owner, mode);
    }
    MemoryFileSystem& add_file(const std::string& path, const std::string& content = "", mode_t mode = 0644,
                               uid_t owner = 1000) {
        return add(path, os::FileType::regular, content, owner, mode);
    }
    MemoryFileSystem& add_link(const std::string& path, const std::string& target, uid_t owner = 1000) {
        return add(path, os::FileType::link, target, owner, 0777);
    }
    MemoryFileSystem& add_other(const std::string& path, os::FileType type) {
        return add(path, type, "", 1000, 0644);
    }
    // Puts the path and what is below it on another device, as a mount point does.
    MemoryFileSystem& set_device(const std::string& path, dev_t device) {
        for (auto& [name, node] : nodes_) {
            if (name == path || name.starts_with(path + "/")) node.status.identity.device = device;
        }
        return *this;
    }
    MemoryFileSystem& set_group(const std::string& path, gid_t group) {
        nodes_.at(path).status.group = group;
        return *this;
    }
    // An access control list names somebody who may write to it.
    MemoryFileSystem& add_named_writer(const std::string& path) {
        named_writers_.insert(path);
        return *this;
    }
    MemoryFileSystem& set_modified(const std::string& path, std::time_t when, long nanoseconds = 0) {
        nodes_.at(path).status.modified = when;
        nodes_.at(path).status.modified_nanoseconds = nanoseconds;
        return *this;
    }
    MemoryFileSystem& make_unreadable(const std::string& path) {
        nodes_.at(path).readable = false;
        return *this;
    }
    // A directory that this user may not enter.
    MemoryFileSystem& forbid(const std::string& directory) {
        forbidden_.insert(directory);
        return *this;
    }
    // A second name of the same file: same device and inode.
    MemoryFileSystem& add_hard_link(const std::string& path, const std::string& existing) {
        const Node node = nodes_.at(existing);
        add(path, node.status.type, node.content, node.status.owner, node.status.mode);
        nodes_.at(path).status.identity = node.status.identity;
        return *this;
    }

    std::optional<os::FileStatus> status(const std::string& path) const override {
        const auto real = resolve(path, true);
        if (!real) return std::nullopt;
        return nodes_.at(*real).status;
    }
    std::optional<os::FileStatus> link_status(const std::string& path) const override {
        const auto real = resolve(path, false);
        if (!real) return std::nullopt;
        return nodes_.at(*real).status;
    }
    std::optional<std::string> real_path(const std::string& path) const override {
        return resolve(path, true);
    }
    std::optional<std::string> link_target(const std::string& path) const override {
        const auto real = resolve(path, false);
        if (!real || nodes_.at(*real).status.type != os::FileType::link) return std::nullopt;
        return nodes_.at(*real).content;
    }

    std::optional<std::string> read(const std::string& path, std::size_t limit,
                                    os::ReadFailure& failure) const override {
        failure = {};
        const auto real = resolve(path, true);
        if (!real) {
            failure.error = leads_through_forbidden(path) ? EACCES : ENOENT;
            return std::nullopt;
        }
        const Node& node = nodes_.at(*real);
        if (node.status.is_directory()) failure.error = EISDIR;
        if (!node.status.is_directory() && !node.status.is_regular()) failure.error = EINVAL;
        if (!node.readable) failure.error = EACCES;
        if (failure.error == 0 && node.content.size() > limit) failure.too_large = true;
        if (failure.error != 0 || failure.too_large) return std::nullopt;
        return node.content;
    }
    std::optional<std::string> read_start(const std::string& path, std::size_t count) const override {
        os::ReadFailure failure;
        auto content = read(path, static_cast<std::size_t>(-1), failure);
        if (content) content->resize(std::min(count, content->size()));
        return content;
    }
    bool is_executable(const std::string& path) const override {
        const auto found = status(path);
        return found && (found->mode & 0111U) != 0;
    }
    std::error_code execution_fault(const std::string& path) const override {
        const auto link = nodes_.find(path);
        const bool is_link = link != nodes_.end() && link->second.status.type == os::FileType::link;
        if (leads_through_forbidden(is_link ? link->second.content : path))
            return std::make_error_code(std::errc::permission_denied);
        return FileSystem::execution_fault(path);
    }
    bool has_named_writers(const std::string& path, uid_t /*user*/) const override {
        return named_writers_.contains(path);
    }
    bool is_writable(const std::string& path) const override {
        const auto found = status(path);
        return found && (found->mode & 0222U) != 0;
    }
    std::vector<std::string> list(const std::string& directory) const override {
        std::vector<std::string> names;
        const auto real = resolve(directory, true);
        if (!real) return names;
        const std::string prefix = *real == "/" ? "/" : *real + "/";
        for (const auto& [name, node] : nodes_) {
            if (name.size() > prefix.size() && name.starts_with(prefix) &&
                name.find('/', prefix.size()) == std::string::npos) {
                names.push_back(name.substr(prefix.size()));
            }
        }
        return names;
    }

  private:
    struct Node {
        os::FileStatus status;
        std::string content;  // of a link: its target
        bool readable = true;
    };

    MemoryFileSystem& add(const std::string& path, os::FileType type, const std::string& content, uid_t owner,
                          mode_t mode) {
        if (path != "/") {
            const auto slash = path.rfind('/');
            const std::string parent = slash == 0 ? "/" : path.substr(0, slash);
            if (nodes_.find(parent) == nodes_.end()) add(parent, os::FileType::directory, "", owner, 0755);
        }
        Node& node = nodes_[path];
        node.status.type = type;
        node.status.identity = {.device = 1, .inode = ++last_inode_};
        node.status.mode = mode;
        node.status.owner = owner;
        node.status.group = owner;
        node.status.size = content.size();
        node.content = content;
        return *this;
    }

    bool leads_through_forbidden(const std::string& path) const {
        return std::any_of(forbidden_.begin(), forbidden_.end(), [&](const std::string& directory) {
            return path == directory || path.starts_with(directory + "/");
        });
    }

    std::optional<std::string> resolve(const std::string& path, bool follow_last, int depth = 0) const {
        if (leads_through_forbidden(path) && !forbidden_.contains(path)) return std::nullopt;
        if (depth > 40 || path.empty() || path[0] != '/') return std::nullopt;
        std::string at = "/";
        std::size_t begin = 0;
        while (begin < path.size()) {
            begin = path.find_first_not_of('/', begin);
            if (begin == std::string::npos) break;
            std::size_t end = path.find('/', begin);
            if (end == std::string::npos) end = path.size();
            const std::string part = path.substr(begin, end - begin);
            begin = end;
            if (part == ".") continue;
            if (!nodes_.at(at).status.is_directory()) return std::nullopt;
            if (part == "..") {
                const auto slash = at.rfind('/');
                at = slash == 0 ? "/" : at.substr(0, slash);
                continue;
            }
            const std::string next = at == "/" ? "/" + part : at + "/" + part;
            const auto found = nodes_.find(next);
            if (found == nodes_.end()) return std::nullopt;
            const bool last = path.find_first_not_of('/', begin) == std::string::npos;
            if (found->second.status.type == os::FileType::link && (!last || follow_last)) {
                const std::string& target = found->second.content;
                const std::string absolute = target.starts_with("/") ? target : at + "/" + target;
                const auto real = resolve(absolute, true, depth + 1);
                if (!real) return std::nullopt;
                at = *real;
                continue;
            }
            at = next;
        }
        return at;
    }

    std::map<std::string, Node> nodes_;
    std::set<std::string> forbidden_;
    std::set<std::string> named_writers_;
    ino_t last_inode_ = 1;
};

}  // namespace tao::tests
