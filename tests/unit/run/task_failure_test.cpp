#include "run/task_failure.hpp"

#include "support/catch.hpp"

using tao::run::task_failure;

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
