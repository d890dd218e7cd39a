#include "os/mounted_place.hpp"

#include <unistd.h>

#include <array>
#include <climits>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"

namespace tao::os {

namespace {

constexpr std::size_t largest_table = std::size_t{4} << 20U;

// A line of /proc/PID/mountinfo: "ID PARENT MAJOR:MINOR ROOT MOUNT_POINT ...".
struct Mounted {
    std::string_view id;
    MountedPlace place;
    std::string mount_point;
};

std::string in_proc(pid_t process, const std::string& name) {
    return "/proc/" + std::to_string(process) + "/" + name;
}

// Blanks, tabs, newlines and backslashes are written as \040 and so on.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto is_octal = [&](std::size_t index) {
            return index < text.size() && text[index] >= '0' && text[index] <= '7';
        };
        if (text[at] == '\\' && is_octal(at + 1) && is_octal(at + 2) && is_octal(at + 3)) {
            result += static_cast<char>((text[at + 1] - '0') * 64 + (text[at + 2] - '0') * 8 +
                                        (text[at + 3] - '0'));
            at += 3;
        } else {
            result += text[at];
        }
    }
    return result;
}

std::string_view take_until(std::string_view& rest, char end) {
    const std::string_view taken = rest.substr(0, rest.find(end));
    rest.remove_prefix(std::min(taken.size() + 1, rest.size()));
    return taken;
}

// Files in /proc have no size; they are read as they come.
std::optional<std::string> read_proc(const std::string& path) {
    const HostFileSystem files;
    ReadFailure failure;
    return files.read(path, largest_table, failure);
}

std::vector<Mounted> mounts_of(const std::string& table) {
    std::vector<Mounted> mounts;
    for (std::string_view rest = table; !rest.empty();) {
        std::string_view line = take_until(rest, '\n');
        Mounted one;
        one.id = take_until(line, ' ');
        take_until(line, ' ');
        one.place.device = take_until(line, ' ');
        one.place.path = unescaped(take_until(line, ' '));
        one.mount_point = unescaped(take_until(line, ' '));
        mounts.push_back(std::move(one));
    }
    return mounts;
}

// "mnt_id:\t27" in /proc/PID/fdinfo/FD.
std::string mount_id_in(std::string_view description) {
    constexpr std::string_view key = "mnt_id:";
    while (!description.empty()) {
        std::string_view line = take_until(description, '\n');
        if (!line.starts_with(key)) continue;
        line.remove_prefix(std::min(line.find_first_not_of(" \t", key.size()), line.size()));
        return std::string(line);
    }
    return {};
}

}  // namespace

std::optional<MountedPlace> mounted_at(pid_t process, const std::string& mount_point) {
    const auto table = read_proc(in_proc(process, "mountinfo"));
    if (!table) return std::nullopt;
    std::optional<MountedPlace> found;
    for (Mounted& one : mounts_of(*table)) {
        if (one.mount_point == mount_point) found = std::move(one.place);
    }
    return found;
}

std::optional<MountedPlace> place_of_descriptor(pid_t process, int descriptor) {
    const std::string number = std::to_string(descriptor);
    const HostFileSystem files;
    const auto path = files.link_target(in_proc(process, "fd/" + number));
    const auto description = read_proc(in_proc(process, "fdinfo/" + number));
    const auto table = read_proc(in_proc(process, "mountinfo"));
    if (!path || !description || !table) return std::nullopt;
    const std::string id = mount_id_in(*description);
    for (Mounted& one : mounts_of(*table)) {
        if (one.id != id || !path->starts_with(one.mount_point)) continue;
        std::string below = path->substr(one.mount_point == "/" ? 0 : one.mount_point.size());
        if (below == "/") below.clear();
        MountedPlace place = std::move(one.place);
        if (place.path == "/" && !below.empty()) place.path.clear();
        place.path += below;
        return place;
    }
    return std::nullopt;
}

}  // namespace tao::os
