#include <algorithm>

#include "paths/check_mount.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

// The innermost mount that a destination is in; null: it is in none.
const Mount* mount_around(const std::string& destination, const std::vector<Mount>& all) {
    const Mount* around = nullptr;
    for (const Mount& other : all) {
        if (other.destination == destination || !text::is_under(destination, other.destination)) continue;
        if (around == nullptr || other.destination.size() > around->destination.size()) around = &other;
    }
    return around;
}

MountFault no_place(const std::string& destination, const Mount& around, const std::string& place,
                    const char* what) {
    return {.id = "no-place",
            .message = "no engine can mount at " + text::quoted(destination) + ": the mount at " +
                       text::quoted(around.destination) + " has " + what + " there, " + text::quoted(place),
            .hint = "choose another destination, or move that away"};
}

}  // namespace

std::optional<MountFault> check_place(const Mount& mount, const std::vector<Mount>& all,
                                      const os::FileSystem& files) {
    const Mount* const around = mount_around(mount.destination, all);
    if (around == nullptr) return std::nullopt;
    const std::size_t outside = around->destination == "/" ? 0 : around->destination.size();
    for (std::size_t end = outside;;) {
        const std::string place = around->real_source + mount.destination.substr(outside, end - outside);
        const auto status = files.link_status(place);
        // It is made there; and a link leads to another place in the container.
        if (!status || status->type == os::FileType::link) return std::nullopt;
        const bool is_whole = end == mount.destination.size();
        const auto own = is_whole ? files.status(mount.real_source) : std::nullopt;
        if (status->is_directory() != (own ? own->is_directory() : true))
            return no_place(mount.destination, *around, place,
                            status->is_directory() ? "a directory" : "a file");
        if (is_whole) return std::nullopt;
        end = std::min(mount.destination.find('/', end + 1), mount.destination.size());
    }
}

}  // namespace tao::paths
