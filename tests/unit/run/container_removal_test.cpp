// What becomes of a run's container once the command has gone: lived through by the whole guardian.
#include "run/container_removal.hpp"

#include <csignal>

#include "guarded.hpp"

using namespace tao;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Done = std::vector<std::string>;

}  // namespace

TEST_CASE("a container whose child was killed is removed") {
    Guarded run;
    run.task_runs();
    run.child_ends_at(1s, child_stopped);
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("a container is removed when supervisor and child were killed together") {
    Guarded run;
    run.task_runs();
    run.clock.at(1s, [&] {
        run.supervisor_is_killed();
        run.child_ends({});
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("a container that the task never reached is known by its mark") {
    Guarded run;
    run.engine.containers[somebody_elses] = "TAO_SHIM_RUN=run70";
    run.engine.containers[ours] = our_mark;
    run.child_ends_at(1s, child_stopped);
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("a container whose creation is under way when the child is killed is removed once it is there") {
    const auto takes = GENERATE(100ms, 700ms, 9s);
    Guarded run;
    run.clock.at(1s, [&] {
        run.engine.abandoned = {7};
        run.child_ends(child_stopped);
    });
    run.clock.at(1s + takes, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.abandoned->clear();
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
    CHECK(run.findings == Findings());
}

TEST_CASE("a creation that takes minutes is waited for by the guardian alone") {
    Guarded run;
    run.clock.at(1s, [&] {
        run.engine.abandoned = {7};
        run.child_ends(child_stopped);
    });
    run.clock.at(1s + waits::guardian_awaited + 2s, [&] {
        run.hear();
        CHECK(run.told);
        CHECK(run.findings.creation_pending);
        CHECK_FALSE(run.findings.container_left);
    });
    run.clock.at(4min, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.abandoned->clear();
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
    CHECK(run.clock.passed_since_beginning() < 4min + 2s);
}

TEST_CASE("a creation that fails leaves nothing to wait for") {
    Guarded run;
    run.clock.at(1s, [&] {
        run.engine.abandoned = {7};
        run.child_ends(child_stopped);
    });
    run.clock.at(2s, [&] { run.engine.abandoned->clear(); });
    run.guard();
    CHECK(run.engine.done.empty());
    CHECK(run.findings == Findings());
    CHECK(run.clock.passed_since_beginning() < 3500ms);
}

TEST_CASE("nothing under way and nothing there: it ends at once") {
    Guarded run;
    run.child_ends_at(1s, child_stopped);
    run.guard();
    CHECK(run.findings == Findings());
    CHECK(run.clock.passed_since_beginning() == 1s);
}

TEST_CASE("requests that others have left behind are not waited for") {
    Guarded run;
    run.engine.abandoned = {3, 5};
    run.clock.at(1s, [&] {
        run.engine.abandoned = {3, 5, 7};
        run.child_ends(child_stopped);
    });
    run.clock.at(2s, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.abandoned = {3, 5, 8};  // the last one is newer than the child's end
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
    CHECK(run.clock.passed_since_beginning() < 3500ms);
}

TEST_CASE(
    "a launcher that has ended by itself after a short life has got its answers: nothing is waited for") {
    Guarded run;
    run.clock.at(5s, [&] {
        run.engine.abandoned = {7};  // somebody else's
        run.child_ends(child_ended);
    });
    run.guard();
    CHECK(run.findings == Findings());
    CHECK(run.clock.passed_since_beginning() == 5s);
}

TEST_CASE("a command that ends with the status of a signal may have left a creation behind") {
    Guarded run;
    run.clock.at(5s, [&] {
        run.engine.abandoned = {7};
        run.child_ends(child_ended_signalled);
    });
    run.clock.at(7s, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.abandoned->clear();
        run.engine.happen(Kind::created);
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("a launcher that may have lost patience with the engine has left a creation behind") {
    Guarded run;
    run.clock.at(60s, [&] {
        run.engine.abandoned = {7};
        run.child_ends(child_ended);
    });
    run.clock.at(63s, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.abandoned->clear();
        run.engine.happen(Kind::created);
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("what a child has left behind before the guardian came is waited for") {
    Guarded run;
    run.engine.abandoned = {7};
    run.child_ends(child_stopped);
    run.clock.at(2s, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.abandoned->clear();
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE(
    "where nobody tells what the engine is at work on, a container is waited for a little, then alone") {
    Guarded run;
    run.engine.abandoned.reset();
    run.child_ends_at(1s, child_stopped);
    run.clock.at(1s + waits::creation_guess_least + 2s, [&] {
        run.hear();
        CHECK(run.told);
        CHECK(run.findings == Findings());
    });
    const auto late = GENERATE(200ms, 90000ms);
    run.clock.at(1s + late, [&] { run.engine.containers[ours] = our_mark; });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE(
    "a container that the engine lists before it can be asked about is looked at again until it answers") {
    Guarded run;
    run.engine.containers[ours] = "";
    run.child_ends_at(1s, child_stopped);
    run.clock.at(1500ms, [&] { run.engine.containers[ours] = our_mark; });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("a container that the launcher could not start is removed after an ordinary end") {
    Guarded run;
    run.clock.at(1s, [&] {
        run.engine.containers[ours] = our_mark;
        run.engine.happen(Kind::created);
    });
    run.child_ends_at(2s, child_ended);
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
    CHECK(run.engine.listed == 0);
}

TEST_CASE("after an ordinary end nobody else's container is looked at") {
    Guarded run;
    run.engine.containers[somebody_elses] = "TAO_SHIM_RUN=run70";
    run.child_ends_at(1s, child_ended);
    run.guard();
    CHECK(run.engine.listed == 0);
    CHECK(run.engine.described.empty());
}

TEST_CASE("containers that others have made and removed meanwhile are forgotten") {
    Guarded run;
    for (int count = 0; count < 3600; ++count) {
        const std::string other = std::to_string(count) + somebody_elses;
        run.clock.at(1s + count * 1ms, [&, other] {
            run.engine.happen(Kind::created, other);
            run.engine.happen(Kind::removed, other);
        });
    }
    run.child_ends_at(1min, child_ended);
    run.guard();
    CHECK(run.engine.described.empty());
    CHECK(run.engine.listed == 0);
}

TEST_CASE("where more containers come to be than are remembered, ours is found among all") {
    Guarded run;
    run.engine.containers[ours] = our_mark;
    run.engine.happen(Kind::created);
    for (int count = 0; count < 1500; ++count) {
        run.clock.at(1s + count * 1ms, [&, count] {
            run.engine.happen(Kind::created, std::to_string(count) + somebody_elses);
        });
    }
    run.child_ends_at(1min, child_ended);
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
    CHECK(run.engine.listed == 1);
}

TEST_CASE("a container that cannot be removed is told as left, and removed when the engine can") {
    Guarded run;
    run.task_runs();
    run.engine.removing = false;
    run.child_ends_at(1s, child_stopped);
    run.clock.at(1s + waits::guardian_awaited + 2s, [&] {
        run.hear();
        CHECK(run.told);
        CHECK(run.findings.container_left);
        run.engine.removing = true;
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("a guardian gives up in the end") {
    Guarded run;
    run.task_runs();
    run.engine.removing = false;
    run.child_ends_at(1s, child_stopped);
    run.guard();
    CHECK(run.findings.container_left);
    CHECK(run.clock.passed_since_beginning() < 1s + waits::guardian_alone + 2 * waits::look_again_at_last);
}

TEST_CASE("an engine that hangs makes nobody wait for long, and is waited for by the guardian alone") {
    Guarded run;
    run.clock.at(1s, [&] {
        run.engine.answering = false;
        run.engine.abandoned = {7};
        run.child_ends(child_stopped);
    });
    run.clock.at(25s, [&] {
        run.hear();
        CHECK(run.told);
        CHECK(run.findings.container_left);
    });
    run.clock.at(2min, [&] {
        run.engine.answering = true;
        run.engine.abandoned->clear();
        run.engine.containers[ours] = our_mark;
    });
    run.guard();
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("where there has been no engine at all there is nothing to wait for") {
    Guarded run;
    run.engine.there = false;
    run.engine.abandoned.reset();
    run.child_ends_at(1s, child_stopped);
    run.guard();
    CHECK_FALSE(run.findings.container_left);
    CHECK(run.clock.passed_since_beginning() == 1s);
}
