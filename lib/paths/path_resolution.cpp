#include "paths/path_resolution.hpp"

#include <algorithm>
#include <climits>
#include <utility>
#include <vector>

#include "paths/real_path.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

bool is_step(std::string_view component) {
    return component.empty() || component == "." || component == "..";
}

}  // namespace

bool Resolved::has_directory() const {
    return exists || (!broken && existing > 0 && file.find('/', existing + 1) == std::string::npos);
}

bool same_file(const Resolved& one, const Resolved& other) {
    return !one.file.empty() && one.file == other.file;
}

PathResolver::PathResolver(const os::FileSystem& files, const MountTable& mounts)
    : files_(files), mounts_(&mounts) {
    std::vector<const Mount*> nested;
    for (const Mount& mount : mounts.mounts()) {
        if (!mount.dropped && mounts.mounted_above(text::parent(mount.destination)) != nullptr)
            nested.push_back(&mount);
    }
    std::stable_sort(nested.begin(), nested.end(), [](const Mount* one, const Mount* other) {
        return one->destination.size() < other->destination.size();
    });
    elsewhere_.insert(nested.begin(), nested.end());
    for (const Mount* const mount : nested) {
        std::string place = follow({}, mount->destination).path;
        if (place == mount->destination) {
            elsewhere_.erase(mount);
        } else {
            moved_[std::move(place)] = mount;
        }
        directories_.clear();
    }
}

Resolved PathResolver::resolve(std::string_view path) const {
    // The kernel refuses longer ones.
    Resolved result;
    if (path.size() >= PATH_MAX) {
        result.path = text::normalised(path);
        return result;
    }
    const auto slash = path.rfind('/');
    const std::string_view last = path.substr(slash + 1);
    const Position end = is_step(last) ? follow({}, std::string(path))
                                       : follow(directory(path.substr(0, slash + 1)), std::string(last));
    result.path = end.path.empty() ? "/" : end.path;
    if (is_image(end)) return result;
    result.file = file_of(end);
    result.exists = !end.missing && !end.broken;
    result.directory = result.exists && end.directory;
    result.broken = end.broken;
    result.existing = result.file.size();
    if (!end.missing) return result;
    // Below a mount what is missing is spelled alike on both sides.
    const std::size_t missing = end.path.size() - end.existing;
    const std::size_t below = end.mount == nullptr ? end.path.size() : end.path.size() - end.prefix;
    result.existing = missing > below ? 0 : result.file.size() - missing;
    return result;
}

// Many words name files of few directories.
const PathResolver::Position& PathResolver::directory(std::string_view path) const {
    const auto [found, is_new] = directories_.try_emplace(std::string(path));
    if (is_new) found->second = follow({}, std::string(path));
    return found->second;
}

PathResolver::Position PathResolver::follow(Position at, std::string rest) const {
    int links = 0;
    std::size_t begin = 0;
    while (begin < rest.size()) {
        const std::size_t end = std::min(rest.find('/', begin), rest.size());
        const std::string component = rest.substr(begin, end - begin);
        begin = end + 1;
        if (component.empty() || component == ".") continue;
        if (component == "..") {
            leave(at);
            continue;
        }
        std::string target;
        step(at, component, target, links);
        if (target.empty()) continue;
        rest = begin < rest.size() ? target + "/" + rest.substr(begin) : target;
        begin = 0;
        if (!text::is_absolute(rest)) continue;
        at.path.clear();
        at.mount = nullptr;
    }
    return at;
}

// One component down; `target` becomes the text of a link, which is then to be followed from where the link is.
void PathResolver::step(Position& at, std::string_view component, std::string& target, int& links) const {
    const std::size_t above = at.path.size();
    const Mount* const mount_above = at.mount;
    const std::size_t prefix_above = at.prefix;
    const bool in_directory = at.directory;
    at.path.append("/").append(component);
    const Mount* const mounted = mounts_ != nullptr ? mounted_at(at.path) : nullptr;
    if (mounted != nullptr) {
        at.mount = mounted;
        at.prefix = at.path.size();
        at.missing = false;  // whoever starts the container makes the place
    }
    if (is_image(at) || at.missing) return;
    const Node& found = node(file_of(at));
    at.directory = found.kind == Node::Kind::directory;
    switch (found.kind) {
        case Node::Kind::directory:
        case Node::Kind::other:
            return;
        case Node::Kind::missing:
            at.missing = true;
            at.existing = above;
            if (!in_directory) at.broken = true;
            return;
        case Node::Kind::link:
            if (++links > most_links) {
                at.missing = true;
                at.existing = above;
                return;
            }
            at.path.resize(above);
            at.mount = mount_above;
            at.prefix = prefix_above;
            at.directory = true;
            target = found.target;
            return;
    }
}

// One component up. The kernel does not pass through what does not exist; Python's realpath() does.
void PathResolver::leave(Position& at) const {
    const auto slash = at.path.rfind('/');
    at.path.resize(slash == std::string::npos ? 0 : slash);
    at.directory = true;
    if (at.missing && at.path.size() <= at.existing) {
        at.missing = false;
        at.broken = true;
    }
    if (at.mount == nullptr || at.path.size() >= at.prefix) return;
    at.mount = nullptr;
    for (std::string_view above = at.path; above.size() > 1 && at.mount == nullptr;
         above = text::parent(above)) {
        at.mount = mounted_at(std::string(above));
        at.prefix = above.size();
    }
}

const Mount* PathResolver::mounted_at(const std::string& path) const {
    const Mount* const mount = mounts_->mounted_at(path);
    if (elsewhere_.empty()) return mount;
    if (const auto moved = moved_.find(path); moved != moved_.end()) return moved->second;
    return elsewhere_.count(mount) == 0 ? mount : nullptr;
}

std::string PathResolver::file_of(const Position& at) const {
    if (at.mount == nullptr) return at.path.empty() ? "/" : at.path;
    return text::join(at.mount->real_source, std::string_view(at.path).substr(at.prefix));
}

const PathResolver::Node& PathResolver::node(const std::string& file) const {
    const auto [found, is_new] = nodes_.try_emplace(file);
    Node& result = found->second;
    if (!is_new) return result;
    const auto status = files_.link_status(file);
    if (!status) return result;
    if (status->is_directory()) {
        result.kind = Node::Kind::directory;
    } else if (status->type == os::FileType::link) {
        auto target = files_.link_target(file);
        result.kind = target && !target->empty() ? Node::Kind::link : Node::Kind::missing;
        if (target) result.target = std::move(*target);
    } else {
        result.kind = Node::Kind::other;
    }
    return result;
}

}  // namespace tao::paths
