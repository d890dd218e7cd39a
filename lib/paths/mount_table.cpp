#include "paths/mount_table.hpp"

#include <algorithm>
#include <numeric>

#include "text/path.hpp"

namespace tao::paths {

namespace {

std::optional<std::string> replace_ancestor(std::string_view path, std::string_view ancestor,
                                            std::string_view replacement) {
    const auto end = text::end_of_ancestor(path, ancestor);
    if (!end) return std::nullopt;
    const std::string_view rest = path.substr(*end);
    if (replacement == "/") return rest.empty() ? "/" : std::string(rest);
    return std::string(replacement).append(rest);
}

}  // namespace

MountTable::MountTable(std::vector<Mount> mounts) : mounts_(std::move(mounts)) {
    for (Mount& mount : mounts_) {
        if (mount.real_source.empty()) mount.real_source = mount.source;
    }
    by_destination_ = sorted_by(&Mount::destination);
    by_source_ = sorted_by(&Mount::source);
    by_real_source_ = sorted_by(&Mount::real_source);
}

MountTable::Order MountTable::sorted_by(Key key) const {
    Order order(mounts_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return mounts_[left].*key < mounts_[right].*key;
    });
    return order;
}

const Mount* MountTable::longest(const Order& order, Key key, std::string_view path) const {
    if (order.empty() || !text::is_absolute(path)) return nullptr;
    const std::string normal = text::normalised(path);
    for (std::string_view ancestor = normal;; ancestor = text::parent(ancestor)) {
        const auto behind = std::upper_bound(order.begin(), order.end(), ancestor,
                                             [&](std::string_view wanted, std::size_t index) {
                                                 return wanted < std::string_view(mounts_[index].*key);
                                             });
        if (behind != order.begin()) {
            const Mount& candidate = mounts_[*std::prev(behind)];
            if (candidate.*key == ancestor) return &candidate;
        }
        if (ancestor == "/") return nullptr;
    }
}

const Mount* MountTable::by_destination(std::string_view container_path) const {
    return longest(by_destination_, &Mount::destination, container_path);
}

const Mount* MountTable::by_source(std::string_view host_path) const {
    return longest(by_source_, &Mount::source, host_path);
}

const Mount* MountTable::by_real_source(std::string_view real_host_path) const {
    return longest(by_real_source_, &Mount::real_source, real_host_path);
}

std::optional<std::string> MountTable::to_container_by(const Order& order, Key key,
                                                       std::string_view path) const {
    const Mount* mount = longest(order, key, path);
    while (mount != nullptr) {
        auto container_path = replace_ancestor(path, mount->*key, mount->destination);
        if (container_path && by_destination(*container_path) == mount) return container_path;
        if (mount->*key == "/") break;
        mount = longest(order, key,
                        text::parent(mount->*key));  // hidden there by another mount: try the next one up
    }
    return std::nullopt;
}

std::optional<std::string> MountTable::to_container(std::string_view host_path,
                                                    std::string_view real_path) const {
    auto as_written = to_container_by(by_source_, &Mount::source, host_path);
    if (as_written || real_path.empty()) return as_written;
    return to_container_by(by_real_source_, &Mount::real_source, real_path);
}

std::optional<std::string> MountTable::name_in_container(std::string_view host_path) const {
    const Mount* mount = by_source(host_path);
    if (mount == nullptr) return std::nullopt;
    return replace_ancestor(host_path, mount->source, mount->destination);
}

std::optional<std::string> MountTable::to_host(std::string_view container_path) const {
    const Mount* mount = by_destination(container_path);
    if (mount == nullptr) return std::nullopt;
    return replace_ancestor(container_path, mount->destination, mount->source);
}

}  // namespace tao::paths
