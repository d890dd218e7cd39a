#include "os/random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <system_error>

namespace tao::os {

std::string random_hex(std::size_t bytes) {
    std::string raw(bytes, '\0');
    std::size_t have = 0;
    while (have < bytes) {
        const ssize_t got = ::getrandom(raw.data() + have, bytes - have, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw std::system_error(errno, std::generic_category(), "no random numbers from the kernel");
        have += static_cast<std::size_t>(got);
    }
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes);
    for (const char byte : raw) {
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4U];
        text += digits[value & 0xFU];
    }
    return text;
}

}  // namespace tao::os
