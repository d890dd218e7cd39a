#include "os/exit_status.hpp"

#include "support/catch.hpp"

using tao::os::ExitStatus;

namespace {

// As wait(2) lays them out on Linux.
int exited(int code) {
    return code << 8;
}
int killed(int signal) {
    return signal;
}

}  // namespace

TEST_CASE("a wait status keeps every exit code apart from every signal") {
    for (int code = 0; code <= 255; ++code) {
        CHECK(ExitStatus::from_wait_status(exited(code)) == ExitStatus{.code = code, .signal = 0});
    }
    for (int signal = 1; signal <= 64; ++signal) {
        CHECK(ExitStatus::from_wait_status(killed(signal)) == ExitStatus{.code = 0, .signal = signal});
    }
}

TEST_CASE("a shell's status is the code, or 128 and the signal") {
    CHECK(ExitStatus{.code = 255, .signal = 0}.shell_code() == 255);
    CHECK(ExitStatus{.code = 0, .signal = 15}.shell_code() == 143);
    CHECK(ExitStatus{.code = 0, .signal = 0}.shell_code() == 0);
}

TEST_CASE("only code 0 without a signal is success") {
    CHECK(ExitStatus{.code = 0, .signal = 0}.success());
    CHECK_FALSE(ExitStatus{.code = 1, .signal = 0}.success());
    CHECK_FALSE(ExitStatus{.code = 0, .signal = 9}.success());
}
