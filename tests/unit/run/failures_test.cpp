#include "run/failures.hpp"

#include <cerrno>
#include <fstream>

#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
using run::task_failure;

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
    CHECK(failure(E2BIG).ends_with(
        "\nthe line is longer than Linux takes; write values into a spec file, or name a directory"));
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

TEST_CASE("a script with the line ends of Windows is told by its carriage returns") {
    const tests::TemporaryDirectory directory;
    const std::string path = directory.path() + "/tao";
    std::ofstream(path) << "#!/bin/sh\r\nexit 0\r\n";
    CHECK(run::start_failure(path, {ENOENT, std::generic_category()}) ==
          "error: cannot execute '" + path +
              "': No such file or directory\n"
              "its lines end with a carriage return, as on Windows, which the system takes for a part of the "
              "interpreter's name\nto take them away, type: sed -i 's/\\r$//' " +
              path);
    std::ofstream(path) << "#!/nowhere/sh\nexit 0\r\n";
    CHECK(run::start_failure(path, {ENOENT, std::generic_category()}).ends_with("is not there"));
}

TEST_CASE("a task that failed is told with its status, whole") {
    CHECK(task_failure(1) == "the task failed with status 1");
    CHECK(task_failure(125) == "the task failed with status 125");
    CHECK(task_failure(255) == "the task failed with status 255");
    CHECK(task_failure(126) == "the task could not be executed in the container (status 126)");
    CHECK(task_failure(127) ==
          "the task was not found in the container: the image has no such program (status 127)");
}

TEST_CASE("a signal is told with what it often means") {
    CHECK(task_failure(137) ==
          "the task was ended by signal 9, most often because memory ran out: try a smaller batch, or fewer "
          "workers "
          "(status 137)");
    CHECK(task_failure(135) ==
          "the task was ended by signal 7, most often because /dev/shm is full: give it more, in "
          "tao-project.yaml as "
          "docker: {shm_size: 16G} (status 135)");
    CHECK(task_failure(139) ==
          "the task was ended by signal 11, a fault in the program, in a library, or in what the GPU's "
          "driver expects "
          "of them (status 139)");
    CHECK(task_failure(134) ==
          "the task gave up, with signal 6: what it printed above may say why (status 134)");
    CHECK(task_failure(132) ==
          "the task was ended by signal 4: its program has an instruction that this processor does not know "
          "(status 132)");
    CHECK(task_failure(136) ==
          "the task was ended by signal 8, an arithmetic fault such as a division by zero (status 136)");
    CHECK(task_failure(143) ==
          "the task was ended by signal 15: somebody or something asked it to stop (status 143)");
    CHECK(task_failure(138) == "the task was ended by signal 10 (status 138)");
}

TEST_CASE("nothing is told of a task that did well, or that the user or a closed pipe ended") {
    for (const int code : {0, 130, 141})
        CHECK(task_failure(code).empty());
}
