#include "paths/mount_table.hpp"

#include <algorithm>
#include <numeric>

#include "text/path.hpp"

namespace tao::paths {

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

// The mounts whose key is exactly that, the last one first; of sources, those that can be written to before them.
std::vector<const Mount*> MountTable::at(const Order& order, Key key, std::string_view path) const {
    std::vector<const Mount*> found;
    auto behind =
        std::upper_bound(order.begin(), order.end(), path, [&](std::string_view wanted, std::size_t index) {
            return wanted < std::string_view(mounts_[index].*key);
        });
    while (behind != order.begin() && mounts_[*std::prev(behind)].*key == path) {
        --behind;
        found.push_back(&mounts_[*behind]);
    }
    if (found.size() > 1 && key != &Mount::destination)
        std::stable_partition(found.begin(), found.end(),
                              [](const Mount* mount) { return !mount->read_only; });
    return found;
}

std::vector<const Mount*> MountTable::above(const Order& order, Key key, std::string_view path) const {
    std::vector<const Mount*> found;
    if (order.empty() || !text::is_absolute(path)) return found;
    const std::string normal = text::normalised(path);
    for (std::string_view ancestor = normal;; ancestor = text::parent(ancestor)) {
        const auto here = at(order, key, ancestor);
        found.insert(found.end(), here.begin(), here.end());
        if (ancestor == "/") return found;
    }
}

const Mount* MountTable::by_destination(std::string_view container_path) const {
    const auto found = above(by_destination_, &Mount::destination, container_path);
    return found.empty() ? nullptr : found.front();
}

const Mount* MountTable::mounted_above(std::string_view container_path) const {
    for (const Mount* const mount : above(by_destination_, &Mount::destination, container_path)) {
        if (!mount->dropped) return mount;
    }
    return nullptr;
}

const Mount* MountTable::mounted_at(std::string_view container_path) const {
    for (const Mount* const mount : at(by_destination_, &Mount::destination, container_path)) {
        if (!mount->dropped) return mount;
    }
    return nullptr;
}

std::vector<const Mount*> MountTable::by_source(std::string_view host_path) const {
    return above(by_source_, &Mount::source, host_path);
}

std::vector<const Mount*> MountTable::by_real_source(std::string_view real_host_path) const {
    return above(by_real_source_, &Mount::real_source, real_host_path);
}

std::optional<std::string> MountTable::to_host(std::string_view container_path) const {
    const Mount* mount = by_destination(container_path);
    if (mount == nullptr) return std::nullopt;
    return replace_ancestor(container_path, mount->destination, mount->source);
}

std::optional<std::string> replace_ancestor(std::string_view path, std::string_view ancestor,
                                            std::string_view replacement) {
    const auto end = text::end_of_ancestor(path, ancestor);
    if (!end) return std::nullopt;
    const std::string_view rest = path.substr(*end);
    if (replacement == "/") return rest.empty() ? "/" : std::string(rest);
    return std::string(replacement).append(rest);
}

}  // namespace tao::paths
