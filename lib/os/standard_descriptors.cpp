#include "os/standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace tao::os {

void open_missing_standard_descriptors() {
    for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; ++standard) {
        // open(2) gives the lowest free number: exactly the one that is missing.
        if (::fcntl(standard, F_GETFD) < 0) ::open("/dev/null", O_RDWR);
    }
}

Descriptor open_empty_input(std::error_code& error) {
    Descriptor input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    error = input ? std::error_code() : std::error_code(errno, std::generic_category());
    return input;
}

}  // namespace tao::os
