#include "run/start_failure.hpp"

#include <cerrno>

#include "support/catch.hpp"

using namespace tao;

namespace {

std::string failure(int error) {
    return run::start_failure("/opt/a b/tao", {error, std::generic_category()}, "install it again");
}

}  // namespace

TEST_CASE("a program that cannot be started is named with the reason and the advice of the caller") {
    CHECK(failure(ENOENT) ==
          "error: cannot execute '/opt/a b/tao': No such file or directory\ninstall it again");
    CHECK(run::start_failure("/tao", {EACCES, std::generic_category()}) ==
          "error: cannot execute '/tao': Permission denied");
}

TEST_CASE("a limit is no fault of the program, and the advice is about the limit") {
    CHECK(failure(EMFILE) ==
          "error: cannot execute '/opt/a b/tao': Too many open files\n"
          "this shell allows too few open files (ulimit -n); allow more: ulimit -n 1024");
    CHECK(failure(EAGAIN) ==
          "error: cannot execute '/opt/a b/tao': Resource temporarily unavailable\n"
          "you have as many processes as you may (ulimit -u); end some, or allow more");
    CHECK(
        failure(ENOSYS) ==
        "error: cannot execute '/opt/a b/tao': Function not implemented\ntao-shim needs Linux 5.3 or later");
}

TEST_CASE("the advice is the same for the system's own category of errors") {
    CHECK(run::start_failure("/tao", {EAGAIN, std::system_category()}).ends_with("end some, or allow more"));
}

TEST_CASE("a file that is there and cannot be found to be executed lacks its interpreter") {
    CHECK(run::start_failure("/proc/self/status", {ENOENT, std::generic_category()}, "install it again") ==
          "error: cannot execute '/proc/self/status': No such file or directory\n"
          "the program that its first line names, or that loads it, is not there");
}
