#include "os/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace tao::os {

void Descriptor::close() {
    // No loop on EINTR: Linux has freed the number even then, and another thread may own it already.
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Descriptor null_device() {
    return Descriptor(::open("/dev/null", O_RDWR | O_CLOEXEC));
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

std::error_code write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return {errno, std::generic_category()};
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace tao::os
