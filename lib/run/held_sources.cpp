#include "run/held_sources.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "os/mounted_place.hpp"
#include "os/unlinked_path.hpp"
#include "text/escape.hpp"

namespace tao::run {

namespace {

// A line of the list.
struct Listed {
    int descriptor = -1;
    std::string source;
    std::string destination;
};

std::string_view take(std::string_view& rest) {
    const std::string_view taken = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(taken.size() + 1, rest.size()));
    return taken;
}

int number(std::string_view text) {
    int result = -1;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

// Does the name still lead to what is held, without a link on the way?
bool leads_there(const Listed& one, pid_t supervisor) {
    std::error_code error;
    const os::Descriptor now = os::hold_real_path(one.source, error);
    struct stat by_name {};
    struct stat held {};
    const std::string path = "/proc/" + std::to_string(supervisor) + "/fd/" + std::to_string(one.descriptor);
    return now && ::fstat(now.get(), &by_name) == 0 && ::stat(path.c_str(), &held) == 0 &&
           by_name.st_dev == held.st_dev && by_name.st_ino == held.st_ino;
}

std::vector<Listed> listed_in(std::string_view list) {
    std::vector<Listed> all;
    while (!list.empty()) {
        Listed& one = all.emplace_back();
        one.descriptor = number(take(list));
        one.source = take(list);
        one.destination = take(list);
    }
    return all;
}

// The process numbers of an engine in a virtual machine are those of other programs here.
bool is_in_a_container(pid_t process) {
    if (process <= 0) return false;
    const auto its_root = os::mounted_at(process, "/");
    return its_root && its_root != os::mounted_at(::getpid(), "/");
}

}  // namespace

HeldSources HeldSources::hold(const std::vector<paths::Mount>& mounts, std::string& fault) {
    HeldSources sources;
    fault.clear();
    for (const paths::Mount& mount : mounts) {
        std::error_code error;
        os::Descriptor held = os::hold_real_path(mount.real_source, error);
        if (error) {
            const bool too_many =
                error == std::errc::too_many_files_open || error == std::errc::too_many_files_open_in_system;
            fault = "the mount source " + text::quoted(mount.real_source) +
                    (too_many ? " cannot be held: " : " is not what it was a moment ago: ") + error.message();
            return sources;
        }
        sources.held_.push_back({std::move(held), mount.real_source, mount.destination});
    }
    return sources;
}

std::string HeldSources::list() const {
    std::string list = std::to_string(::getpid()) + '\0';
    for (const Held& one : held_) {
        list += std::to_string(one.descriptor.get()) + '\0';
        list += one.source + '\0';
        list += one.destination + '\0';
    }
    return list;
}

std::string replaced_mount(std::string_view list, pid_t container, bool have_led_elsewhere) {
    const pid_t supervisor = number(take(list));
    const bool shows_mounts = is_in_a_container(container);
    for (const Listed& one : listed_in(list)) {
        const auto shown = shows_mounts ? os::mounted_at(container, one.destination) : std::nullopt;
        const auto held = shown ? os::place_of_descriptor(supervisor, one.descriptor) : std::nullopt;
        // The name may lead there again after it has led elsewhere: what the container shows is what counts.
        if (held ? *shown == *held : !have_led_elsewhere && leads_there(one, supervisor)) continue;
        return "what the container has at " + text::quoted(one.destination) + " is not " +
               text::quoted(one.source) +
               " as it was when the run was allowed: somebody has put something else in its place meanwhile";
    }
    return {};
}

std::vector<std::string> sources_in(std::string_view list) {
    take(list);
    std::vector<std::string> sources;
    for (Listed& one : listed_in(list))
        sources.push_back(std::move(one.source));
    return sources;
}

}  // namespace tao::run
