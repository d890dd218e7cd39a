#include "os/name_changes.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace tao::os {

NameChanges NameChanges::create() {
    NameChanges changes;
    changes.queue_ = Descriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    return changes;
}

int NameChanges::watch(const std::string& directory) {
    constexpr std::uint32_t what = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
    return queue_ ? ::inotify_add_watch(queue_.get(), directory.c_str(), what) : -1;
}

std::vector<NameChanges::Change> NameChanges::read() const {
    std::vector<Change> changes;
    alignas(inotify_event) std::array<char, 16384> buffer;
    for (;;) {
        const ssize_t size = queue_ ? ::read(queue_.get(), buffer.data(), buffer.size()) : -1;
        if (size <= 0) return changes;
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = buffer.data() + at + sizeof event;
            changes.push_back({.directory = event.wd, .name = event.len == 0 ? "" : name});
            at += sizeof event + event.len;
        }
    }
}

}  // namespace tao::os
