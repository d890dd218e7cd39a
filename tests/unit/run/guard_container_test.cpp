#include "run/guard_container.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <deque>
#include <map>

#include "os/message_socket.hpp"
#include "os/pipe.hpp"
#include "os/process.hpp"
#include "run/messages.hpp"
#include "run/waits.hpp"
#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/given_clock.hpp"

using namespace tao;
using namespace tao::engines;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Kind = EngineEvent::Kind;
const std::string ours(64, 'a');
const std::string somebody_elses(64, 'b');
const std::string our_mark = "TAO_SHIM_RUN=run7";

// An engine that does what the test says and writes down what it was asked to do.
class RecordingEngine final : public tests::AnsweringEngine {
  public:
    explicit RecordingEngine(tests::GivenClock& clock) : clock_(clock) {
        std::error_code error;
        wake_ = os::make_pipe(error);
    }

    tests::GivenClock& clock_;
    std::vector<std::string> done;
    std::map<std::string, std::string>
        containers;                      // id -> its variable; "": the engine does not describe it yet
    std::vector<std::string> described;  // which it was asked about
    int listed = 0;

    bool there = true;      // somebody takes connections
    bool answering = true;  // and answers
    bool removing = true;
    std::optional<std::vector<std::uint32_t>> abandoned = std::vector<std::uint32_t>();
    std::function<void(int)> when_signalled = [](int) {};
    std::string pid_mode;
    os::Descriptor input;  // of the attached command

    void happen(Kind kind, const std::string& container = ours, int signal = 0, const std::string& run = {}) {
        events_.push_back({.kind = kind, .container_id = container, .signal = signal, .run = run});
        REQUIRE(::write(wake_.write.get(), "x", 1) == 1);
    }
    void go_away() {
        there = false;
        REQUIRE(::write(wake_.write.get(), "x", 1) == 1);
    }

    bool subscribe(os::Deadline, std::string& failure) override {
        if (!there) failure = "Connection refused";
        char woken_by_its_end = 0;
        if (there && events_.empty()) static_cast<void>(!::read(wake_.read.get(), &woken_by_its_end, 1));
        return there;
    }
    int event_descriptor() const override { return there ? wake_.read.get() : -1; }
    std::optional<EngineEvent> next_event() override {
        char byte = 0;
        if (events_.empty() || ::read(wake_.read.get(), &byte, 1) != 1) return std::nullopt;
        const EngineEvent event = events_.front();
        events_.pop_front();
        return event;
    }
    void signal(const std::string& container, int number, os::Deadline) override {
        done.push_back("signal " + std::to_string(number) + " " + container.substr(0, 1));
        when_signalled(number);
    }
    bool remove(const std::string& container, os::Deadline) override {
        if (!answers() || !removing) return false;
        done.push_back("remove " + container.substr(0, 1));
        containers.erase(container);
        return true;
    }
    bool exists(const std::string& container, os::Deadline) override {
        return containers.contains(container);
    }
    std::optional<std::vector<std::string>> list(os::Deadline) override {
        ++listed;
        if (!answers()) return std::nullopt;
        std::vector<std::string> ids;
        for (const auto& [id, variable] : containers)
            ids.push_back(id);
        return ids;
    }
    std::optional<std::vector<std::uint32_t>> abandoned_requests() override { return abandoned; }
    std::optional<std::string> variable(const std::string& container, const std::string& name,
                                        os::Deadline) override {
        described.push_back(container);
        const auto found = containers.find(container);
        if (!answers() || found == containers.end() || found->second.empty()) return std::nullopt;
        return found->second.starts_with(name + "=") ? found->second.substr(name.size() + 1) : "";
    }
    // Describes containers as the engine does, by what a dead man's switch looks at.
    EngineAnswer ask(const std::string& path, os::Deadline) override {
        if (!answers()) return {.status = 0, .body = {}, .failure = "no", .there = there};
        for (const auto& [id, variable] : containers) {
            if (path == "/containers/" + id + "/json") {
                return {.status = 200,
                        .body = R"({"Config":{"Env":[")" + variable + R"("]},"HostConfig":{"PidMode":")" +
                                pid_mode + R"("}})",
                        .failure = {},
                        .there = true};
            }
        }
        return {.status = 404, .body = {}, .failure = {}, .there = true};
    }
    os::Descriptor attach(const std::string& container, const std::vector<std::string>& words,
                          os::Deadline) override {
        done.push_back("attach " + words.front() + " " + container.substr(0, 1));
        std::error_code error;
        os::Pipe pipe = os::make_pipe(error);
        input = std::move(pipe.read);
        return std::move(pipe.write);
    }

  private:
    // One that hangs is waited for until the deadline of the call.
    bool answers() {
        if (there && !answering) clock_.pass(waits::engine_call);
        return there && answering;
    }

    std::deque<EngineEvent> events_;
    os::Pipe wake_;
};

using Done = std::vector<std::string>;

// A run with its guardian: what happens is planned first, then the guardian lives through it.
class Guarded {
  public:
    enum class Start { executed, refused };

    explicit Guarded(Start start = Start::executed) {
        std::error_code error;
        report = Report::create(error);
        store(report.content().run_id, "run7");
        std::tie(supervisor, guardian_) = os::make_message_sockets();
        child_ = os::make_pipe(error);  // readable, as a pidfd is, once it ends
        if (start == Start::executed) os::send_message(supervisor.get(), child_started, child_.read.get());
    }

    void task_runs(const std::string& container = ours) {
        engine.containers[container] = our_mark;
        store(report.content().container_id, container);
        report.set_phase(Phase::running);
    }
    void task_ends(int code) {
        report.content().task_code = code;
        report.set_phase(Phase::ended);
    }
    void child_ends(std::string_view how) {
        child_.write.close();
        if (supervisor) os::send_message(supervisor.get(), how);
    }
    void supervisor_is_killed() { supervisor.close(); }

    void child_ends_at(std::chrono::milliseconds time, std::string_view how) {
        clock.at(time, [this, how] { child_ends(how); });
    }

    // The whole life of the guardian. Afterwards `findings` holds its last message, `told_at` is when it came.
    void guard(bool with_switch = false) {
        guard_container(std::move(guardian_), report, engine, clock, "unix:///x", with_switch);
        hear();
        CHECK((told || !supervisor));
    }

    // What it has told so far; for a look in between.
    void hear() {
        while (supervisor) {
            std::optional<os::Message> message = os::receive_message(supervisor.get());
            if (!message || message->text.empty()) return;
            if (message->text == switch_set) held = std::move(message->descriptor);
            if (auto last = findings_in(message->text)) {
                findings = *last;
                told = true;
            }
        }
    }

    tests::GivenClock clock;
    RecordingEngine engine{clock};
    Report report;
    os::Descriptor supervisor;
    os::Descriptor held;
    Findings findings;
    bool told = false;

  private:
    os::Descriptor guardian_;
    os::Pipe child_;
};

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

TEST_CASE("a launcher that could not be executed leaves nothing to wait for, whatever others do") {
    Guarded run(Guarded::Start::refused);
    run.engine.abandoned = std::nullopt;  // it cannot be seen what the engine is at work on
    run.child_ends(child_ended);
    run.guard();
    CHECK(run.engine.done.empty());
    CHECK(run.clock.passed_since_beginning() == 0s);
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
