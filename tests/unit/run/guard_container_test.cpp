#include "run/guard_container.hpp"

#include <csignal>

#include "guarded.hpp"
#include "os/process.hpp"

using namespace tao;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Done = std::vector<std::string>;

}  // namespace

TEST_CASE("the launcher's own stop is answered with a hang-up of the container's shell") {
    Guarded run;
    run.task_runs();
    run.clock.at(5s, [&] { run.engine.happen(Kind::signalled, ours, SIGTERM); });
    run.engine.when_signalled = [&](int) {
        run.engine.happen(Kind::died);
        run.engine.happen(Kind::removed);
    };
    run.child_ends_at(6s, child_ended);
    run.guard();
    CHECK(run.engine.done == Done{"signal 1 a"});
    CHECK(run.findings == Findings());
    CHECK(run.clock.passed_since_beginning() == 6s);
}

TEST_CASE("a shell that does not leave is killed") {
    Guarded run;
    run.task_runs();
    run.engine.happen(Kind::signalled, ours, SIGTERM);
    run.engine.when_signalled = [&](int number) {
        if (number != SIGKILL) return;
        CHECK(run.clock.passed_since_beginning() == waits::shell_to_leave);
        run.engine.happen(Kind::removed);
        run.child_ends(child_ended);
    };
    run.guard();
    CHECK(run.engine.done == Done{"signal 1 a", "signal 9 a"});
}

TEST_CASE("other signals and other containers are none of the guardian's business") {
    Guarded run;
    run.task_runs();
    run.engine.happen(Kind::signalled, somebody_elses, SIGTERM);
    run.engine.happen(Kind::signalled, ours, SIGUSR1);
    run.engine.happen(Kind::removed);
    run.child_ends_at(1min, child_ended);
    run.guard();
    CHECK(run.engine.done.empty());
}

TEST_CASE("a child that goes on without its supervisor is killed") {
    Guarded run;
    std::error_code error;
    auto sleeper = os::start({.path = "/bin/sleep", .argv = {"sleep", "60"}, .environment = {}}, {}, error);
    REQUIRE(sleeper);
    os::send_message(run.supervisor.get(), child_started, sleeper->descriptor());
    run.clock.at(1s, [&] { run.supervisor_is_killed(); });
    run.guard();
    CHECK(sleeper->wait().signal == SIGKILL);
    CHECK(run.clock.passed_since_beginning() >= 1s + waits::orphan_to_end);
}

TEST_CASE("a launcher that could not be executed leaves nothing to wait for, whatever others do") {
    Guarded run(Guarded::Start::refused);
    run.engine.abandoned = std::nullopt;  // it cannot be seen what the engine is at work on
    run.child_ends(child_ended);
    run.guard();
    CHECK(run.engine.done.empty());
    CHECK(run.clock.passed_since_beginning() == 0s);
}

TEST_CASE("what others leave behind while the child lives is not waited for") {
    Guarded run;
    run.clock.at(1s, [&] {
        run.engine.abandoned = {7};
        run.engine.happen(Kind::signalled, somebody_elses, SIGKILL);
    });
    run.child_ends_at(3s, child_stopped);
    run.guard();
    CHECK(run.findings == Findings());
    CHECK(run.clock.passed_since_beginning() == 3s);
}

TEST_CASE("a switch set in our container is held by guardian and supervisor") {
    Guarded run;
    run.engine.containers[ours] = our_mark;
    run.engine.containers[somebody_elses] = "TAO_SHIM_RUN=run70";
    run.engine.happen(Kind::started, somebody_elses);
    run.engine.happen(Kind::started);
    run.clock.at(1s, [&] { CHECK_FALSE(os::wait_readable({run.engine.input.get()}, os::in(0ms))); });
    run.child_ends_at(2s, child_stopped);
    run.guard(true);
    CHECK(run.engine.done == Done{"attach /bin/sh a", "remove a"});
    REQUIRE(run.held);
    CHECK_FALSE(os::wait_readable({run.engine.input.get()}, os::in(0ms)));
    run.held.close();
    CHECK(os::wait_readable({run.engine.input.get()}, os::in(0ms)));
}

TEST_CASE("no switch is set where none is wanted, nor in a container that sees others' processes") {
    const bool wanted = GENERATE(false, true);
    Guarded run;
    run.engine.pid_mode = wanted ? "host" : "";
    run.task_runs();
    run.engine.happen(Kind::started);
    run.engine.happen(Kind::removed);
    run.child_ends_at(1s, child_ended);
    run.guard(wanted);
    CHECK(run.engine.done.empty());
}

TEST_CASE("an engine that cannot be reached is told with its name and the reason") {
    Guarded run;
    run.engine.there = false;
    run.child_ends_at(1s, child_ended);
    run.guard();
    CHECK(run.report.guard() == GuardianState::powerless);
    CHECK(run.findings ==
          Findings{.unreachable = "cannot reach the Docker Engine at unix:///x: Connection refused"});
}

TEST_CASE("an engine that goes away under the task is reported, and its container removed once it is back") {
    Guarded run;
    run.task_runs();
    run.clock.at(1s, [&] { run.engine.go_away(); });
    run.clock.at(1500ms, [&] {
        run.task_ends(1);
        run.child_ends(child_ended);
    });
    run.clock.at(4s, [&] { run.engine.there = true; });
    run.guard();
    CHECK(run.findings.engine_lost);
    CHECK_FALSE(run.findings.container_left);
    CHECK(run.engine.done == Done{"remove a"});
}

TEST_CASE("an engine that the task outlives is not lost") {
    Guarded run;
    run.task_runs();
    run.clock.at(1s, [&] { run.engine.go_away(); });
    run.clock.at(3500ms, [&] {
        CHECK(run.report.guard() == GuardianState::powerless);
        run.engine.there = true;
    });
    run.clock.at(10s, [&] {
        CHECK(run.report.guard() == GuardianState::watching);
        run.engine.happen(Kind::removed);
    });
    run.child_ends_at(11s, child_ended);
    run.guard();
    CHECK(run.findings == Findings());
}

TEST_CASE("an engine that is being stopped is reported, though it has still told that the container went") {
    const bool stopping = GENERATE(false, true);
    Guarded run;
    run.task_runs();
    run.engine.happen(Kind::removed);
    // Nobody can be told by an engine in its end that there is no such container any more.
    if (!stopping) run.engine.containers.erase(ours);
    run.task_ends(137);
    run.child_ends_at(1s, child_ended);
    run.guard();
    CHECK(run.findings.engine_lost == stopping);
    CHECK_FALSE(run.findings.container_left);
}

TEST_CASE("a container made by an engine's own command is known by its label, and stopped on demand") {
    Guarded run;
    run.report.content().stopping = Stopping::guardian;
    run.engine.happen(Kind::created, ours, 0, "run7");
    run.clock.at(1s, [&] { os::send_message(run.supervisor.get(), stop_container); });
    run.engine.when_signalled = [&](int number) {
        run.engine.happen(Kind::signalled, ours, number);
        if (number == SIGTERM) return;
        CHECK(run.clock.passed_since_beginning() == 1s + waits::task_to_leave);
        run.engine.happen(Kind::removed);
        run.child_ends(child_stopped);
    };
    run.guard();
    // No hang-up: its first process is the task, or an init that hands signals on.
    CHECK(run.engine.done == Done{"signal 15 a", "signal 9 a"});
}

TEST_CASE("a guardian that comes later finds the container of a command by its mark") {
    Guarded run;
    run.report.content().stopping = Stopping::guardian;
    run.engine.containers = {{somebody_elses, "TAO_SHIM_RUN=run8"}, {ours, our_mark}};
    run.engine.abandoned = std::nullopt;
    run.clock.at(1s, [&] { run.engine.happen(Kind::removed); });
    run.child_ends_at(1s, child_ended);
    run.guard();
    CHECK(run.findings.task_started);
    CHECK_FALSE(run.findings.container_left);
    CHECK(run.engine.done.empty());
}

TEST_CASE("a stop that is demanded twice does not wait for the task") {
    Guarded run;
    run.report.content().stopping = Stopping::guardian;
    run.engine.happen(Kind::created, ours, 0, "run7");
    run.clock.at(1s, [&] { os::send_message(run.supervisor.get(), stop_container); });
    run.clock.at(2s, [&] { os::send_message(run.supervisor.get(), stop_container); });
    run.clock.at(3s, [&] {
        run.engine.happen(Kind::removed);
        run.child_ends(child_stopped);
    });
    run.guard();
    CHECK(run.engine.done == Done{"signal 15 a", "signal 9 a"});
}

TEST_CASE("a stop before there is a container ends the command that would make it") {
    Guarded run;
    run.report.content().stopping = Stopping::guardian;
    std::error_code error;
    auto sleeper = os::start({.path = "/bin/sleep", .argv = {"sleep", "60"}, .environment = {}}, {}, error);
    REQUIRE(sleeper);
    os::send_message(run.supervisor.get(), child_started, sleeper->descriptor());
    os::send_message(run.supervisor.get(), stop_container);
    run.guard();
    CHECK(sleeper->wait().signal == SIGTERM);
    CHECK(run.engine.done.empty());
}
