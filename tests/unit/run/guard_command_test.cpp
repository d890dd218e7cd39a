#include "run/guard_command.hpp"

#include <unistd.h>

#include <boost/filesystem.hpp>
#include <csignal>
#include <fstream>

#include "engines/markers.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "os/processes_with.hpp"
#include "run/held_sources.hpp"
#include "run/messages.hpp"
#include "run/waits.hpp"
#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/given_clock.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Done = std::vector<std::string>;

// The guardian looks for a run's processes on the whole computer: those of other tests, which run beside this, are others'.
const std::string run_id = "run" + std::to_string(::getpid());
const std::string guarded = "tao-" + run_id;

// One container, under its name, and what was asked to be done with it.
class OneContainer final : public tests::AnsweringEngine {
  public:
    Done done;
    bool there = true;
    int removals_needed = 1;

    void signal(const std::string& id, int number, os::Deadline) override {
        done.push_back("signal " + std::to_string(number) + " " + id);
    }
    bool remove(const std::string& id, os::Deadline) override {
        done.push_back("remove " + id);
        return --removals_needed <= 0;
    }
    bool exists(const std::string&, os::Deadline) override { return there; }
};

// A supervisor, the command that it started, and the guardian's end of the socket.
struct GuardScene {
    tests::GivenClock clock;
    OneContainer engine;
    Report report;
    os::Descriptor supervisor;
    os::Descriptor guardian;
    std::optional<os::ChildProcess> command;

    GuardScene() {
        std::error_code error;
        report = Report::create(error);
        REQUIRE(store(report.content().run_id, run_id));
        auto sockets = os::make_message_sockets();
        supervisor = std::move(sockets.first);
        guardian = std::move(sockets.second);
        const os::Program program{
            .path = "/bin/sh", .argv = {"sh", "-c", "exec sleep 30"}, .environment = os::Environment()};
        command = os::start(program, {}, error);
        REQUIRE(command);
        tell(child_started, command->descriptor());
    }
    ~GuardScene() {
        command->send(SIGKILL);
        command->wait();
    }

    void tell(std::string_view message, int descriptor = -1) const {
        os::send_message(supervisor.get(), message, descriptor);
    }
    void end_command() const { command->send(SIGKILL); }
    void guard(bool with_engine = true, SourceWatch sources = SourceWatch({})) {
        guard_command(std::move(guardian), report, with_engine ? &engine : nullptr, clock,
                      std::move(sources));
    }
    std::optional<Findings> findings() const {
        const auto message = os::receive_message(supervisor.get());
        return message ? findings_in(message->text) : std::nullopt;
    }
};

}  // namespace

TEST_CASE("guarding a command: nothing is asked of the engine when all goes well") {
    GuardScene scene;
    scene.end_command();
    scene.tell(child_ended);
    scene.guard();
    CHECK(scene.engine.done.empty());
    CHECK(scene.findings() == Findings{});
}

TEST_CASE("guarding a command: when it was killed its container goes") {
    GuardScene scene;
    scene.end_command();
    scene.tell(child_stopped);
    scene.engine.removals_needed = 3;
    scene.guard();
    CHECK(scene.engine.done == Done{"remove " + guarded, "remove " + guarded, "remove " + guarded});
    CHECK(scene.findings() == Findings{});
}

TEST_CASE("guarding a command: a container that does not go is told, in time") {
    GuardScene scene;
    scene.end_command();
    scene.tell(child_stopped);
    scene.engine.removals_needed = 1000000;
    scene.guard();
    Findings left;
    left.container_left = true;
    CHECK(scene.findings() == left);
    CHECK(scene.clock.passed_since_beginning() <= waits::guardian_awaited + waits::look_again_at_last);
}

TEST_CASE("guarding a command: a stop is a signal to the task, and a second one is not gentle") {
    GuardScene scene;
    scene.tell(stop_container);
    scene.clock.at(1s, [&] { scene.tell(stop_container); });
    scene.clock.at(2s, [&] {
        scene.end_command();
        scene.tell(child_stopped);
    });
    scene.guard();
    CHECK(scene.engine.done == Done{"signal 15 " + guarded, "signal 9 " + guarded, "remove " + guarded});
}

TEST_CASE("guarding a command: a task that ignores the stop is killed") {
    GuardScene scene;
    scene.tell(stop_container);
    scene.clock.at(waits::task_to_leave + 1s, [&] {
        scene.end_command();
        scene.tell(child_stopped);
    });
    scene.guard();
    CHECK(scene.engine.done == Done{"signal 15 " + guarded, "signal 9 " + guarded, "remove " + guarded});
}

TEST_CASE("guarding a command: before there is a container the command itself is asked to end") {
    GuardScene scene;
    scene.engine.there = false;
    scene.tell(stop_container);
    scene.guard();
    CHECK(scene.command->wait().signal == SIGTERM);
    scene.command = {};
    std::error_code error;
    scene.command =
        os::start({.path = "/bin/true", .argv = {"true"}, .environment = os::Environment()}, {}, error);
    CHECK(scene.engine.done == Done{"remove " + guarded});
}

TEST_CASE(
    "guarding a command: when the supervisor was killed, command and container go, and nobody is told") {
    GuardScene scene;
    scene.supervisor.close();
    scene.guard();
    CHECK(scene.engine.done == Done{"remove " + guarded});
    CHECK_FALSE(os::wait_readable({}, os::in(0ms)));
}

TEST_CASE("guarding a command without an engine: only the command is ended") {
    GuardScene scene;
    scene.supervisor.close();
    scene.guard(false);
    CHECK(scene.engine.done.empty());
}

TEST_CASE("guarding a command: others of its kind that it has left behind are ended before its container") {
    GuardScene scene;
    std::error_code error;
    // A process called podman, with the run's mark in its environment.
    const os::Program other{
        .path = "/bin/sh",
        .argv = {"sh", "-c", "echo podman > /proc/self/comm; while /bin/sleep 0.1; do :; done"},
        .environment = os::Environment({std::string(engines::run_marker) + "=" + run_id})};
    auto left = os::start(other, {}, error);
    REQUIRE(left);
    const os::Deadline deadline = os::in(10s);
    while (!os::passed(deadline)) {
        const auto found = os::processes_with(engines::run_marker);
        if (std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.name == "podman"; }))
            break;
        os::wait_readable({left->descriptor()}, os::in(10ms));
    }
    scene.end_command();
    scene.tell(child_stopped);
    scene.guard();
    CHECK(left->wait().signal == SIGKILL);
    CHECK(scene.engine.done.back() == "remove " + guarded);
}

TEST_CASE("guarding a command: what watches over a container that is gone is ended") {
    GuardScene scene;
    std::error_code error;
    auto left =
        os::start({.path = "/bin/sh", .argv = {"conmon", "-c", "kill -STOP $$", guarded}, .environment = {}},
                  {}, error);
    REQUIRE(left);
    scene.end_command();
    scene.tell(child_stopped);
    scene.guard();
    CHECK(left->wait().signal == SIGKILL);
}

TEST_CASE(
    "guarding a command: where a source was replaced, command and first process are ended, and it is told") {
    GuardScene scene;
    const tests::TemporaryDirectory temporary;
    const std::string data = temporary.path() + "/data";
    boost::filesystem::create_directory(data);
    std::string fault;
    const HeldSources held =
        HeldSources::hold({{.source = data, .real_source = data, .destination = "/data"}}, fault);
    std::error_code error;
    auto first = os::start({.path = "/bin/sleep", .argv = {"sleep", "30"}, .environment = os::Environment()},
                           {}, error);
    REQUIRE(first);
    const std::string process_file = temporary.path() + "/run/process";
    boost::filesystem::create_directory(temporary.path() + "/run");
    scene.clock.at(1s, [&] {
        boost::filesystem::rename(data, data + ".away");
        std::ofstream(process_file) << first->id();
    });
    scene.guard(true, SourceWatch(held.list(), process_file));
    CHECK(first->wait().signal == SIGKILL);
    CHECK(scene.command->wait().signal == SIGKILL);
    // Again, as long as the first process is seen ending.
    REQUIRE_FALSE(scene.engine.done.empty());
    for (const std::string& done : scene.engine.done)
        CHECK(done == "remove " + guarded);
    const auto told = scene.findings();
    REQUIRE(told);
    CHECK(told->replaced.starts_with("what the container has at '/data' is not '" + data));
    scene.command =
        os::start({.path = "/bin/true", .argv = {"true"}, .environment = os::Environment()}, {}, error);
}
