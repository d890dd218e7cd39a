#include "paths/container_names.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::paths {

ContainerNames::ContainerNames(const MountTable& mounts, const os::FileSystem& files)
    : mounts_(mounts), host_(files), container_(files, mounts) {}

Resolved ContainerNames::on_host(std::string_view text) const {
    return host_.resolve(text);
}

Resolved ContainerNames::in_container(std::string_view text) const {
    return container_.resolve(text);
}

ContainerNames::Reading ContainerNames::more_likely(const Resolved& as_host,
                                                    const Resolved& as_container) const {
    const std::size_t host = missing(as_host);
    const std::size_t container = missing(as_container);
    if (host == container) return Reading::open;
    return host < container ? Reading::host : Reading::container;
}

std::optional<ContainerNames::Name> ContainerNames::name_of(std::string_view text,
                                                            const Resolved& meant) const {
    std::optional<Name> second_choice;
    const auto accepts = [&](const std::optional<std::string>& name, Rule rule) {
        if (!name || !is_shown(*name, meant)) return false;
        if (!second_choice) second_choice = Name{.text = *name, .rule = rule};
        if (is_read_otherwise(*name, meant)) return false;
        second_choice = Name{.text = *name, .rule = rule};
        return true;
    };
    for (const Mount* const mount : mounts_.by_source(text)) {
        if (accepts(replace_ancestor(text, mount->source, mount->destination), Rule::host_path))
            return second_choice;
    }
    std::string real = meant.file;
    if (text.ends_with('/') && real != "/") real += '/';
    for (const Mount* const mount : mounts_.by_real_source(real)) {
        if (accepts(replace_ancestor(real, mount->real_source, mount->destination), Rule::host_link))
            return second_choice;
    }
    return second_choice;
}

bool ContainerNames::is_read_otherwise(std::string_view name, const Resolved& meant) const {
    if (const Mount* const mount = mounts_.by_destination(name); mount != nullptr && mount->dropped)
        return true;
    if (mounts_.by_source(name).empty()) return false;
    const Resolved as_host = host_.resolve(name);
    return !same_file(as_host, meant) && more_likely(as_host, meant) == Reading::host;
}

bool ContainerNames::is_shown(std::string_view text, const Resolved& meant) const {
    return same_file(container_.resolve(text), meant);
}

bool ContainerNames::is_there(const Resolved& meant) const {
    return meant.exists || (!meant.broken && is_source(meant.file));
}

bool ContainerNames::has_directory(const Resolved& meant) const {
    return meant.has_directory() || (!meant.broken && is_source(text::parent(meant.file)));
}

std::size_t ContainerNames::missing(const Resolved& meant) const {
    if (is_there(meant)) return 0;
    if (has_directory(meant)) return 1;
    if (meant.broken) return std::string::npos;
    const auto rest = meant.file.begin() + static_cast<std::ptrdiff_t>(meant.existing);
    return static_cast<std::size_t>(std::count(rest, meant.file.end(), '/'));
}

bool ContainerNames::is_source(std::string_view file) const {
    const auto sources = mounts_.by_real_source(file);
    return !sources.empty() && sources.front()->real_source == file;
}

}  // namespace tao::paths
