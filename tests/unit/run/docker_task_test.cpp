#include "run/docker_task.hpp"

#include <unistd.h>

#include <csignal>

#include "os/file_system.hpp"
#include "os/held_directory.hpp"
#include "run/held_sources.hpp"
#include "run/waits.hpp"
#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/given_system.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Signals = std::vector<int>;
const std::string task_container(64, 'a');

// The stand-in at work: what happens is planned first.
class Task {
  public:
    Task() {
        std::error_code error;
        report = Report::create(error);
        report.set_guard(GuardianState::watching);
    }
    int run() {
        return run_docker_task({.terminal = false, .container_id = task_container, .words = {"train", "a b"}},
                               {.path = "/usr/bin/docker", .argv = {}, .environment = {}}, {}, report, engine,
                               given.system());
    }
    // What the engine says about commands in the container: that one of the task's words runs, or none.
    void engine_sees(bool running) {
        engine.answers["/containers/" + task_container + "/json"] = R"({"ExecIDs":["e"]})";
        engine.answers["/exec/e/json"] = R"({"Running":)" + std::string(running ? "true" : "false") +
                                         R"(,"ProcessConfig":{"entrypoint":"train","arguments":["a b"]}})";
    }

    tests::GivenSystem given;
    tests::AnsweringEngine engine;
    Report report;
};

}  // namespace

TEST_CASE("the report names container and stand-in before docker is started") {
    Task task;
    store(task.report.content().container_directory, "/w/a b");
    task.given.clock.at(0s, [&] {
        CHECK(task.report.phase() == Phase::running);
        CHECK(task.report.container_id() == task_container);
        CHECK(task.report.content().stand_in == ::getpid());
        task.given.child.ends({});
    });
    CHECK(task.run() == 0);
    REQUIRE(task.given.started.size() == 1);
    CHECK(task.given.started.front().argv ==
          std::vector<std::string>{"docker", "exec", "-i", "-w", "/w/a b", task_container, "train", "a b"});
    CHECK(task.given.options.parent_death_signal == SIGTERM);
    CHECK(task.given.options.signal_mask.contains(SIGQUIT));
}

TEST_CASE("the status of the task is reported, and is the launcher's to see") {
    const int code = GENERATE(0, 1, 3, 125, 126, 127, 137, 255);
    Task task;
    task.given.child_ends_at(1s, {.code = code, .signal = 0});
    CHECK(task.run() == code);
    CHECK(task.report.phase() == Phase::ended);
    CHECK(task.report.content().task_code == code);
    CHECK(task.report.content().task_signal == 0);
}

TEST_CASE("a docker command that dies of a signal is reported as that") {
    Task task;
    task.given.child_ends_at(1s, {.code = 0, .signal = SIGKILL});
    CHECK(task.run() == 137);
    CHECK(task.report.content().task_signal == SIGKILL);
}

TEST_CASE("a signal is handed on to a docker command, stopped as it may be") {
    const int signal = GENERATE(SIGTERM, SIGHUP);
    Task task;
    task.given.receive_at(1s, signal);
    task.given.child_ends_at(2s, {.code = 0, .signal = signal});
    CHECK(task.run() == 128 + signal);
    CHECK(task.given.child.got == Signals{signal, SIGCONT});
}

TEST_CASE("a docker command that ends with 0 because of a signal has ended by the signal") {
    Task task;
    task.given.receive_at(1s, SIGTERM);
    task.given.child_ends_at(2s, {});
    CHECK(task.run() == 143);
    CHECK(task.report.phase() == Phase::ended);
    CHECK(task.report.content().task_signal == SIGTERM);
}

TEST_CASE("a docker command that does not end is killed") {
    Task task;
    task.given.receive_at(1s, SIGTERM);
    task.given.receive_at(2s, SIGTERM);  // does not move the end
    task.given.child.when_signalled = [&](int signal) {
        if (signal != SIGKILL) return;
        CHECK(task.given.clock.passed_since_beginning() == 1s + waits::docker_to_end);
        task.given.child.ends({.code = 0, .signal = SIGKILL});
    };
    CHECK(task.run() == 137);
    CHECK(task.given.child.got == Signals{SIGTERM, SIGCONT, SIGTERM, SIGCONT, SIGKILL});
}

TEST_CASE("a docker command that ends well before its task is no success") {
    Task task;
    task.engine_sees(true);
    task.given.child_ends_at(1s, {});
    CHECK(task.run() == 137);
    CHECK(task.report.phase() == Phase::running);
    CHECK(task.given.clock.passed_since_beginning() >= 1s + waits::task_to_end);
}

TEST_CASE("an engine that sees the end of the task a little later is given that time") {
    Task task;
    task.engine_sees(true);
    task.given.child_ends_at(1s, {});
    task.given.clock.at(1500ms, [&] { task.engine_sees(false); });
    CHECK(task.run() == 0);
    CHECK(task.report.phase() == Phase::ended);
}

TEST_CASE("a docker command that cannot be started is the task's 126, with the reason") {
    Task task;
    task.given.start_error = std::make_error_code(std::errc::permission_denied);
    CHECK(task.run() == 126);
    CHECK(task.report.phase() == Phase::ended);
    CHECK(task.report.content().task_code == 126);
    CHECK(task.given.said ==
          std::vector<std::string>{"error: cannot execute '/usr/bin/docker': Permission denied"});
}

TEST_CASE("a container that shows something else than what is held gets no task") {
    const tests::TemporaryDirectory temporary;
    const std::string source = temporary.path() + "/data";
    REQUIRE_FALSE(os::create_directories(source));
    std::string fault;
    const HeldSources held =
        HeldSources::hold({{.source = source, .real_source = source, .destination = "/data"}}, fault);
    Task task;
    const auto run = [&] {
        return run_docker_task({.terminal = false, .container_id = task_container, .words = {"train"}},
                               {.path = "/usr/bin/docker", .argv = {}, .environment = {}}, {}, task.report,
                               task.engine, task.given.system(), held.list());
    };
    task.given.child_ends_at(1s, {.code = 0, .signal = 0});
    CHECK(run() == 0);
    CHECK(task.given.started.size() == 1);

    REQUIRE_FALSE(os::remove_tree(source));
    REQUIRE_FALSE(os::create_directories(source));
    CHECK(run() == 125);
    CHECK(task.given.started.size() == 1);
    CHECK(task.report.phase() == Phase::ended);
    CHECK(task.report.content().task_code == 125);
}
