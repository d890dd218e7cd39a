#include "run/run_status.hpp"

#include <csignal>

#include "support/catch.hpp"

using namespace tao::run;

TEST_CASE("the exit code is the task's, whatever the launcher says") {
    for (int code = 0; code <= 255; ++code) {
        const RunStatus status = status_of(
            {.stopped_by = 0, .phase = Phase::ended, .task = {.code = code, .signal = 0}, .launcher = {}});
        CHECK(status.exit_code == code);
        CHECK(status.message.empty());
    }
    CHECK(status_of({.stopped_by = 0,
                     .phase = Phase::ended,
                     .task = {.code = 3, .signal = 0},
                     .launcher = {.code = 1, .signal = 0}})
              .exit_code == 3);
    CHECK(
        status_of(
            {.stopped_by = 0, .phase = Phase::ended, .task = {.code = 0, .signal = SIGKILL}, .launcher = {}})
            .exit_code == 137);
}

TEST_CASE("a run that was stopped by a signal ends with 128 and the signal") {
    for (const Phase phase : {Phase::preparing, Phase::running, Phase::ended}) {
        const RunStatus status = status_of(
            {.stopped_by = SIGTERM, .phase = phase, .task = {}, .launcher = {.code = 1, .signal = 0}});
        CHECK(status.exit_code == 143);
        CHECK(status.message.empty());
    }
}

TEST_CASE("a launcher that failed before the task keeps its status") {
    CHECK(status_of(
              {.stopped_by = 0, .phase = Phase::preparing, .task = {}, .launcher = {.code = 42, .signal = 0}})
              .exit_code == 42);
    CHECK(status_of({.stopped_by = 0,
                     .phase = Phase::preparing,
                     .task = {},
                     .launcher = {.code = 0, .signal = SIGSEGV}})
              .exit_code == 139);
}

TEST_CASE("a launcher that was killed cut off its task, whose status then means nothing") {
    CHECK(status_of({.stopped_by = 0,
                     .phase = Phase::ended,
                     .task = {.code = 137, .signal = 0},
                     .launcher = {.code = 0, .signal = SIGTERM}})
              .exit_code == 143);
}

TEST_CASE("a launcher that ended well without the task is 125") {
    const RunStatus status =
        status_of({.stopped_by = 0, .phase = Phase::preparing, .task = {}, .launcher = {}});
    CHECK(status.exit_code == 125);
    CHECK(status.message ==
          "the launcher ended with status 0, but it never ran the task: no 'docker exec' of it was seen; "
          "what it printed above may say why");
}

TEST_CASE("a task whose docker command was lost is 137") {
    const RunStatus status =
        status_of({.stopped_by = 0, .phase = Phase::running, .task = {}, .launcher = {}});
    CHECK(status.exit_code == 137);
    CHECK(
        status.message ==
        "the docker command that ran the task ended before the task did, so how the task ended is not known");
}

TEST_CASE("an engine that goes away is named, and a status that docker made up is not the task's") {
    const std::string message =
        "the Docker Engine went away during the run: it was stopped, was restarted, or crashed\n"
        "to see what it says about that, type: journalctl -u docker --since today";
    const auto judged = [](Phase phase, int task) {
        return status_of({.stopped_by = 0,
                          .phase = phase,
                          .task = {.code = task, .signal = 0},
                          .launcher = {.code = 2, .signal = 0},
                          .engine_lost = true});
    };
    for (const int given_up : {1, 255}) {
        CHECK(judged(Phase::ended, given_up).exit_code == 137);
        CHECK(judged(Phase::ended, given_up).message == message);
    }
    CHECK(judged(Phase::ended, 3).exit_code == 3);
    CHECK(judged(Phase::ended, 3).message == message);
    CHECK(judged(Phase::preparing, 0).exit_code == 2);
    CHECK(judged(Phase::preparing, 0).message == message);
    CHECK(judged(Phase::ended, 0).exit_code == 0);
    CHECK(judged(Phase::ended, 0).message.empty());
}

TEST_CASE("what became of a task is remarked where nobody else says anything") {
    const Outcome failed = {
        .stopped_by = 0, .phase = Phase::ended, .task = {.code = 3, .signal = 0}, .launcher = {}};
    CHECK(remark_of(failed, false) == "the task failed with status 3");
    CHECK(remark_of(failed, true).empty());
    Outcome other = failed;
    other.stopped_by = SIGTERM;
    CHECK(remark_of(other, false).empty());
    other = failed;
    other.engine_lost = true;
    CHECK(remark_of(other, false).empty());
    other = failed;
    other.phase = Phase::preparing;
    CHECK(remark_of(other, false).empty());
    other = failed;
    other.launcher = {.code = 0, .signal = SIGKILL};
    CHECK(remark_of(other, false).empty());
    other = failed;
    other.task = {.code = 0, .signal = SIGSEGV};
    CHECK(
        remark_of(other, false) ==
        "the task was ended by signal 11, a fault in the program, in a library, or in what the GPU's driver "
        "expects of them (status 139)");
}

TEST_CASE("warnings at the end say what may be left, and how to see it") {
    CHECK(warnings_of({}, Phase::ended).empty());
    Findings left;
    left.container_left = true;
    CHECK(warnings_of(left, Phase::ended) ==
          std::vector<std::string>{"it is not certain that the container of this run is gone\n"
                                   "to see what is left, type: tao-shim ps"});
    left.creation_pending = true;
    CHECK(warnings_of(left, Phase::preparing) ==
          std::vector<std::string>{
              "the Docker Engine is still at work on the container of this run; it is removed as "
              "soon as it is there\nto see what is left, type: tao-shim ps"});
    Findings unreachable;
    unreachable.unreachable = "cannot reach it";
    CHECK(warnings_of(unreachable, Phase::ended) == std::vector<std::string>{"cannot reach it"});
    CHECK(warnings_of(unreachable, Phase::preparing).empty());
    unreachable.engine_lost = true;
    CHECK(warnings_of(unreachable, Phase::ended).empty());
}

TEST_CASE(
    "a mount that was replaced is told, whether the task had begun or not, but not to who stopped the run") {
    CommandOutcome outcome{.command = {.code = 0, .signal = 9}, .replaced = "it is another"};
    CHECK(status_of_command(outcome).exit_code == 125);
    CHECK(status_of_command(outcome).message == "the task is not started: it is another");
    outcome.task_started = true;
    CHECK(status_of_command(outcome).message == "the task was ended: it is another");
    outcome.stopped_by = 15;
    CHECK(status_of_command(outcome).exit_code == 143);
    CHECK(status_of_command(outcome).message.empty());
}
