#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "os/message_socket.hpp"
#include "os/pipe.hpp"
#include "run/guard_container.hpp"
#include "run/messages.hpp"
#include "run/waits.hpp"
#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/given_clock.hpp"

// A run whose guardian is here, with an engine and a clock that do what the test says.
namespace tao::run {

using Kind = engines::EngineEvent::Kind;
inline const std::string ours(64, 'a');
inline const std::string somebody_elses(64, 'b');
inline const std::string our_mark = "TAO_SHIM_RUN=run7";

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
    std::optional<engines::EngineEvent> next_event() override {
        char byte = 0;
        if (events_.empty() || ::read(wake_.read.get(), &byte, 1) != 1) return std::nullopt;
        const engines::EngineEvent event = events_.front();
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
    engines::EngineAnswer ask(const std::string& path, os::Deadline) override {
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

    std::deque<engines::EngineEvent> events_;
    os::Pipe wake_;
};

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

}  // namespace tao::run
