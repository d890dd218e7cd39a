#include "os/standard_descriptors.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "support/catch.hpp"

using namespace tao::os;

namespace {

// In a child, because the descriptors of the test are at stake. Bit n: descriptor n is /dev/null afterwards.
int null_after_closing(std::initializer_list<int> closed) {
    const pid_t child = ::fork();
    if (child == 0) {
        const int file = ::open("/etc/passwd", O_RDONLY);
        for (const int standard : {0, 1, 2})
            ::dup2(file, standard);
        for (const int standard : closed)
            ::close(standard);
        open_missing_standard_descriptors();
        int bits = 0;
        for (const int standard : {0, 1, 2}) {
            char target[64] = {};
            const std::string link = "/proc/self/fd/" + std::to_string(standard);
            if (::readlink(link.c_str(), target, sizeof target - 1) > 0 && std::string(target) == "/dev/null")
                bits |= 1 << standard;
        }
        ::_exit(bits);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("exactly the closed standard descriptors become /dev/null") {
    CHECK(null_after_closing({}) == 0);
    CHECK(null_after_closing({0}) == 1);
    CHECK(null_after_closing({1}) == 2);
    CHECK(null_after_closing({0, 2}) == 5);
    CHECK(null_after_closing({0, 1, 2}) == 7);
}
