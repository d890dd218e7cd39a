#include "run/guard_container.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "os/message_socket.hpp"
#include "os/pipe.hpp"
#include "os/process.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Kind = EngineEvent::Kind;
const std::string ours(64, 'a');
const std::string somebody_elses(64, 'b');

// An engine that does what the test says and writes down what it was asked to do.
class RecordingEngine final : public Engine {
  public:
    RecordingEngine() {
        int ends[2] = {-1, -1};
        REQUIRE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
        wake_read_ = os::Descriptor(ends[0]);
        wake_write_ = os::Descriptor(ends[1]);
    }

    void happen(EngineEvent event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
        REQUIRE(::write(wake_write_.get(), "x", 1) == 1);
    }
    void put(const std::string& container, const std::string& variable) {
        const std::lock_guard lock(mutex_);
        containers_[container] = variable;
    }
    std::vector<std::string> done() const {
        const std::lock_guard lock(mutex_);
        return done_;
    }
    std::atomic<bool> reachable = true;

    bool subscribe(os::Deadline, std::string& failure) override {
        if (!reachable) failure = "Connection refused";
        const std::lock_guard lock(mutex_);
        char woken_by_its_end = 0;
        if (events_.empty()) static_cast<void>(!::read(wake_read_.get(), &woken_by_its_end, 1));
        return reachable;
    }
    int event_descriptor() const override { return reachable ? wake_read_.get() : -1; }
    std::optional<EngineEvent> next_event() override {
        const std::lock_guard lock(mutex_);
        char byte = 0;
        if (events_.empty() || ::read(wake_read_.get(), &byte, 1) != 1) return std::nullopt;
        const EngineEvent event = events_.front();
        events_.pop_front();
        return event;
    }
    void signal(const std::string& container, int number, os::Deadline) override {
        record("signal " + std::to_string(number) + " " + container.substr(0, 1));
    }
    bool remove(const std::string& container, os::Deadline) override {
        if (!reachable) return false;
        record("remove " + container.substr(0, 1));
        const std::lock_guard lock(mutex_);
        containers_.erase(container);
        return true;
    }
    // Ends the events, and answers nothing until it is reachable again.
    void go_away() {
        reachable = false;
        const std::lock_guard lock(mutex_);
        REQUIRE(::write(wake_write_.get(), "x", 1) == 1);
    }
    bool exists(const std::string& container, os::Deadline) override {
        const std::lock_guard lock(mutex_);
        return containers_.contains(container);
    }
    std::vector<std::string> list(os::Deadline) override {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> ids;
        for (const auto& [id, variable] : containers_)
            ids.push_back(id);
        return ids;
    }
    // A container that was put with an empty variable is one about which the engine does not answer yet.
    std::optional<std::string> variable(const std::string& container, const std::string& name,
                                        os::Deadline) override {
        const std::lock_guard lock(mutex_);
        const auto found = containers_.find(container);
        if (found == containers_.end() || found->second.empty()) return std::nullopt;
        return found->second.starts_with(name + "=") ? found->second.substr(name.size() + 1) : "";
    }
    // Describes containers as the engine does, by what a dead man's switch looks at.
    EngineAnswer ask(const std::string& path, os::Deadline) override {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, variable] : containers_) {
            if (path == "/containers/" + id + "/json") {
                return {.status = 200,
                        .body = R"({"Config":{"Env":[")" + variable + R"("]},"HostConfig":{"PidMode":")" +
                                pid_mode + R"("}})",
                        .failure = {}};
            }
        }
        return {.status = 404, .body = {}, .failure = {}};
    }
    os::Descriptor attach(const std::string& container, const std::vector<std::string>& words,
                          os::Deadline) override {
        record("attach " + words.front() + " " + container.substr(0, 1));
        std::error_code error;
        os::Pipe pipe = os::make_pipe(error);
        input = std::move(pipe.read);
        return std::move(pipe.write);
    }
    std::string pid_mode;
    os::Descriptor input;  // of the attached command

  private:
    void record(std::string what) {
        const std::lock_guard lock(mutex_);
        done_.push_back(std::move(what));
    }

    mutable std::mutex mutex_;
    std::deque<EngineEvent> events_;
    std::map<std::string, std::string> containers_;
    std::vector<std::string> done_;
    os::Descriptor wake_read_;
    os::Descriptor wake_write_;
};

// A guardian at work in a thread, with a supervisor's end of its socket and a launcher that sleeps.
class Guarded {
  public:
    Guarded() {
        std::error_code error;
        report = Report::create(error);
        store(report.content().run_id, "run7");
        std::tie(supervisor, guardian_) = os::make_message_sockets();
        launcher = os::start({.path = "/bin/sleep", .argv = {"sleep", "60"}, .environment = {}}, {}, error);
        REQUIRE(launcher);
    }
    ~Guarded() {
        launcher->handle().send(SIGKILL);
        launcher->wait();
        supervisor.close();
        if (thread_.joinable()) thread_.join();
    }
    void begin(bool with_switch = false) {
        thread_ = std::thread([this, with_switch] {
            guard_container(std::move(guardian_), report, engine, "unix:///x", with_switch);
        });
        os::send_message(supervisor.get(), launcher_started, launcher->handle().descriptor());
        report.content().guard.wait_until_set(os::in(10s));
    }
    void task_runs_in(const std::string& container) {
        engine.put(container, "TAO_SHIM_RUN=run7");
        store(report.content().container_id, container);
        report.set_phase(Phase::running);
    }
    void launcher_dies() { launcher->handle().send(SIGKILL); }
    bool guardian_ends() {
        const bool ends = os::wait_readable({supervisor.get()}, os::in(10s));
        thread_.join();
        return ends;
    }
    bool engine_was_asked(const std::string& what) {
        for (const os::Deadline deadline = os::in(60s); !os::passed(deadline);
             std::this_thread::sleep_for(2ms)) {
            const auto done = engine.done();
            if (std::find(done.begin(), done.end(), what) != done.end()) return true;
        }
        return false;
    }

    RecordingEngine engine;
    Report report;
    os::Descriptor supervisor;
    std::optional<os::ChildProcess> launcher;

  private:
    os::Descriptor guardian_;
    std::thread thread_;
};

}  // namespace

TEST_CASE("the launcher's own stop is answered with a hang-up of the container's shell") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.engine.happen({.kind = Kind::signalled, .container_id = ours, .signal = SIGTERM});
    CHECK(run.engine_was_asked("signal 1 a"));
    run.engine.happen({.kind = Kind::died, .container_id = ours, .signal = 0});
    run.engine.happen({.kind = Kind::removed, .container_id = ours, .signal = 0});
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK(run.guardian_ends());
    CHECK(run.engine.done() == std::vector<std::string>{"signal 1 a"});
}

TEST_CASE("a shell that does not leave is killed") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.engine.happen({.kind = Kind::signalled, .container_id = ours, .signal = SIGTERM});
    CHECK(run.engine_was_asked("signal 9 a"));
}

TEST_CASE("other signals and other containers are none of the guardian's business") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.engine.happen({.kind = Kind::signalled, .container_id = somebody_elses, .signal = SIGTERM});
    run.engine.happen({.kind = Kind::signalled, .container_id = ours, .signal = SIGUSR1});
    run.engine.happen({.kind = Kind::removed, .container_id = ours, .signal = 0});
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK(run.guardian_ends());
    CHECK(run.engine.done().empty());
}

TEST_CASE("a container whose launcher was killed is removed") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.launcher_dies();
    os::send_message(run.supervisor.get(), launcher_stopped);
    CHECK(run.guardian_ends());
    CHECK(run.engine.done() == std::vector<std::string>{"remove a"});
}

TEST_CASE("a container is removed when supervisor and launcher were killed together") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.supervisor.close();
    run.launcher_dies();
    CHECK(run.engine_was_asked("remove a"));
}

TEST_CASE("a launcher that goes on without its supervisor is killed") {
    Guarded run;
    run.begin();
    run.supervisor.close();
    CHECK(os::wait_readable({run.launcher->handle().descriptor()}, os::in(60s)));
}

TEST_CASE("a container that the task never reached is known by its mark") {
    Guarded run;
    run.engine.put(somebody_elses, "TAO_SHIM_RUN=run70");
    run.begin();
    run.engine.put(ours, "TAO_SHIM_RUN=run7");
    run.launcher_dies();
    os::send_message(run.supervisor.get(), launcher_stopped);
    CHECK(run.guardian_ends());
    CHECK(run.engine.done() == std::vector<std::string>{"remove a"});
}

TEST_CASE("a container whose creation was under way when the launcher was killed is removed") {
    Guarded run;
    run.begin();
    run.launcher_dies();
    os::send_message(run.supervisor.get(), launcher_stopped);
    std::this_thread::sleep_for(200ms);  // the guardian has looked, and there was nothing
    run.engine.put(ours, "TAO_SHIM_RUN=run7");
    run.engine.happen({.kind = Kind::created, .container_id = ours, .signal = 0});
    CHECK(run.guardian_ends());
    CHECK(run.engine.done() == std::vector<std::string>{"remove a"});
}

TEST_CASE("a container may appear later where the supervisor was killed as well") {
    Guarded run;
    run.begin();
    run.supervisor.close();
    run.launcher_dies();
    std::this_thread::sleep_for(1500ms);  // longer than while somebody waits for the guardian
    run.engine.put(ours, "TAO_SHIM_RUN=run7");
    run.engine.happen({.kind = Kind::created, .container_id = ours, .signal = 0});
    CHECK(run.engine_was_asked("remove a"));
}

TEST_CASE(
    "a container that the engine lists before it can be asked about is looked at again until it answers") {
    Guarded run;
    run.engine.put(ours, "");
    run.begin();
    run.launcher_dies();
    os::send_message(run.supervisor.get(), launcher_stopped);
    std::this_thread::sleep_for(200ms);  // the guardian has asked, and there was no answer
    run.engine.put(ours, "TAO_SHIM_RUN=run7");
    CHECK(run.guardian_ends());
    CHECK(run.engine.done() == std::vector<std::string>{"remove a"});
}

TEST_CASE("a container that the launcher could not start is removed after an ordinary end") {
    Guarded run;
    run.begin();
    run.engine.put(ours, "TAO_SHIM_RUN=run7");
    run.engine.happen({.kind = Kind::created, .container_id = ours, .signal = 0});
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK(run.guardian_ends());
    CHECK(run.engine.done() == std::vector<std::string>{"remove a"});
}

TEST_CASE("a switch set in our container is held by guardian and supervisor") {
    Guarded run;
    run.engine.put(ours, "TAO_SHIM_RUN=run7");
    run.engine.put(somebody_elses, "TAO_SHIM_RUN=run70");
    run.begin(true);
    run.engine.happen({.kind = Kind::started, .container_id = somebody_elses, .signal = 0});
    run.engine.happen({.kind = Kind::started, .container_id = ours, .signal = 0});
    REQUIRE(os::wait_readable({run.supervisor.get()}, os::in(10s)));
    std::optional<os::Message> message = os::receive_message(run.supervisor.get());
    REQUIRE(message);
    CHECK(message->text == switch_set);
    CHECK(run.engine.done() == std::vector<std::string>{"attach /bin/sh a"});

    run.launcher_dies();
    os::send_message(run.supervisor.get(), launcher_stopped);
    CHECK(run.guardian_ends());
    CHECK_FALSE(os::wait_readable({run.engine.input.get()}, os::Clock::now()));
    message.reset();
    CHECK(os::wait_readable({run.engine.input.get()}, os::in(10s)));
}

TEST_CASE("no switch is set where none is wanted, nor in a container that sees others' processes") {
    const bool wanted = GENERATE(false, true);
    Guarded run;
    run.engine.pid_mode = wanted ? "host" : "";
    run.begin(wanted);
    run.task_runs_in(ours);
    run.engine.happen({.kind = Kind::started, .container_id = ours, .signal = 0});
    run.engine.happen({.kind = Kind::removed, .container_id = ours, .signal = 0});
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK(run.guardian_ends());
    CHECK(run.engine.done().empty());
}

TEST_CASE("an engine that cannot be reached is told with its name and the reason") {
    Guarded run;
    run.engine.reachable = false;
    run.begin();
    CHECK(run.report.guard() == Guard::powerless);
    CHECK(std::string(run.report.content().note) ==
          "cannot reach the Docker Engine at unix:///x: Connection refused");
}

TEST_CASE("an engine that goes away under the task is reported, and its container removed once it is back") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.engine.go_away();
    run.report.set_phase(Phase::ended);
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK_FALSE(os::wait_readable({run.supervisor.get()}, os::in(200ms)));
    run.engine.reachable = true;
    CHECK(run.guardian_ends());
    CHECK(run.report.content().engine_lost);
    CHECK_FALSE(run.report.content().container_left);
    CHECK(run.engine.done() == std::vector<std::string>{"remove a"});
}

TEST_CASE("an engine that the task outlives is not lost") {
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.engine.go_away();
    const auto comes_to = [&](Guard guard) {
        for (const os::Deadline deadline = os::in(60s); !os::passed(deadline);
             std::this_thread::sleep_for(2ms)) {
            if (run.report.guard() == guard) return true;
        }
        return false;
    };
    CHECK(comes_to(Guard::powerless));
    run.engine.reachable = true;
    CHECK(comes_to(Guard::watching));
    run.engine.happen({.kind = Kind::removed, .container_id = ours, .signal = 0});
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK(run.guardian_ends());
    CHECK_FALSE(run.report.content().engine_lost);
}

TEST_CASE("an engine that is being stopped is reported, though it has still told that the container went") {
    const bool stopping = GENERATE(false, true);
    Guarded run;
    run.begin();
    run.task_runs_in(ours);
    run.engine.happen({.kind = Kind::removed, .container_id = ours, .signal = 0});
    // Nobody can be told by an engine in its end that there is no such container any more.
    if (!stopping) run.engine.remove(ours, {});
    run.report.content().task_code = 137;
    run.report.set_phase(Phase::ended);
    os::send_message(run.supervisor.get(), launcher_ended);
    CHECK(run.guardian_ends());
    CHECK(run.report.content().engine_lost == stopping);
    CHECK_FALSE(run.report.content().container_left);
}
