#include "run/supervisor.hpp"

#include "os/message_socket.hpp"
#include "run/waits.hpp"
#include "support/catch.hpp"
#include "support/given_system.hpp"

using namespace tao;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

using Signals = std::vector<int>;
using Words = std::vector<std::string>;
constexpr pid_t stand_in = 4711;

// A run with its supervisor: what happens is planned first, then the supervisor lives through it.
class Supervised {
  public:
    Supervised() {
        std::error_code error;
        report = Report::create(error);
        report.content().stand_in = stand_in;
    }

    RunFacts supervise() {
        const GuardianStart start = {
            .program = "/front/docker",
            .start = guarded ? [this](std::error_code& error) { return start_guardian(error); }
                             : std::function<os::Descriptor(std::error_code&)>()};
        const auto launcher = [] {
            return SupervisedChild{
                .program = {.path = "/bin/launcher", .argv = {"launcher"}, .environment = {}}, .options = {}};
        };
        return supervise_child(launcher, report, start, given.system());
    }

    // The guardian's answer to a child's end, unless a test takes that away.
    void guardian_finds(Findings findings) { findings_ = findings; }
    void guardian_is_killed() { guardian_.close(); }
    void guardian_is_silent() { silent_ = true; }
    void guardian_says(std::string_view text, int descriptor = -1) {
        os::send_message(guardian_.get(), text, descriptor);
    }

    // Everything the supervisor has told its guardians, in order; `started again` where another one came.
    Words told() {
        hear();
        return told_;
    }

    tests::GivenSystem given;
    Report report;
    bool guarded = true;
    int guardians_that_start = 9;
    int guardians = 0;

  private:
    os::Descriptor start_guardian(std::error_code& error) {
        if (guardians == guardians_that_start) {
            error = std::make_error_code(std::errc::permission_denied);
            return {};
        }
        hear();
        if (++guardians > 1) told_.push_back("started again");
        auto [this_end, other_end] = os::make_message_sockets();
        guardian_ = std::move(other_end);
        // As soon as it is waited for, it has found out what it has to.
        if (!silent_) given.clock.at(59s, [this] { guardian_says(to_message(findings_)); });
        return std::move(this_end);
    }

    void hear() {
        while (guardian_) {
            const std::optional<os::Message> message = os::receive_message(guardian_.get());
            if (!message || message->text.empty()) return;
            told_.push_back(message->text + (message->descriptor ? " with its handle" : ""));
        }
    }

    os::Descriptor guardian_;
    Findings findings_;
    bool silent_ = false;
    Words told_;
};

constexpr os::ExitStatus exited(int code) {
    return {.code = code, .signal = 0};
}

constexpr os::ExitStatus died(int signal) {
    return {.code = 0, .signal = signal};
}

}  // namespace

TEST_CASE("a child that ends by itself is told to the guardian, whose findings come with its status") {
    Supervised run;
    run.guardian_finds({.unreachable = "no engine"});
    run.given.child_ends_at(58s, exited(3));
    const RunFacts facts = run.supervise();
    CHECK(facts.stopped_by == 0);
    CHECK(facts.child == exited(3));
    CHECK(facts.findings.unreachable == "no engine");
    CHECK(run.told() == Words{"child started with its handle", "child ended"});
    CHECK(run.given.child.got.empty());
    CHECK(run.given.said.empty());
}

TEST_CASE("a child that dies of a signal has not ended by itself") {
    Supervised run;
    run.given.child_ends_at(58s, died(SIGKILL));
    CHECK(run.supervise().child == died(SIGKILL));
    CHECK(run.told().back() == "child stopped");
}

TEST_CASE("before the task a stop signal ends the launcher, stopped as it may be") {
    const int signal = GENERATE(SIGTERM, SIGHUP, SIGINT, SIGUSR1);
    Supervised run;
    run.given.receive_at(57s, signal);
    run.given.child_ends_at(58s, exited(1));
    const RunFacts facts = run.supervise();
    CHECK(facts.stopped_by == signal);
    CHECK_FALSE(facts.stopped_from_terminal);
    CHECK(run.given.child.got == Signals{SIGINT, SIGCONT});
    CHECK(run.given.asked_to_end.empty());
    CHECK(run.told().back() == "child stopped");
}

TEST_CASE("during the task a stop signal ends the docker command, and the launcher does the rest") {
    Supervised run;
    run.report.set_phase(Phase::running);
    run.given.receive_at(57s, SIGTERM);
    run.given.child_ends_at(58s, exited(0));
    CHECK(run.supervise().stopped_by == SIGTERM);
    CHECK(run.given.asked_to_end == std::vector<pid_t>{stand_in});
    CHECK(run.given.child.got.empty());
}

TEST_CASE("after the task there is nothing to stop") {
    Supervised run;
    run.report.set_phase(Phase::ended);
    run.given.receive_at(57s, SIGTERM);
    run.given.child_ends_at(58s, exited(0));
    CHECK(run.supervise().stopped_by == SIGTERM);
    CHECK(run.given.asked_to_end.empty());
    CHECK(run.given.child.got.empty());
}

TEST_CASE("what everybody got from the terminal is not sent again") {
    Supervised run;
    run.given.receive_at(57s, SIGINT, true);
    run.given.child_ends_at(58s, died(SIGINT));
    const RunFacts facts = run.supervise();
    CHECK(facts.stopped_by == SIGINT);
    CHECK(facts.stopped_from_terminal);
    CHECK(run.given.child.got.empty());
}

TEST_CASE("a launcher that does not end is asked again, and then killed") {
    const bool from_terminal = GENERATE(false, true);
    Supervised run;
    run.report.set_phase(Phase::running);
    run.given.receive_at(10s, SIGTERM, from_terminal);
    std::vector<std::pair<std::chrono::milliseconds, int>> got;
    run.given.child.when_signalled = [&](int signal) {
        got.emplace_back(run.given.clock.passed_since_beginning() - 10s, signal);
        if (signal == SIGKILL) run.given.child.ends(died(SIGKILL));
    };
    CHECK(run.supervise().child == died(SIGKILL));
    CHECK(got == decltype(got){{waits::launcher_to_stop, SIGINT},
                               {waits::launcher_to_stop, SIGCONT},
                               {waits::launcher_to_stop_at_all, SIGKILL},
                               {waits::launcher_to_stop_at_all, SIGCONT}});
}

TEST_CASE("of several signals the first counts, and each is passed on") {
    Supervised run;
    run.given.receive_at(56s, SIGHUP);
    run.given.receive_at(57s, SIGTERM);
    run.given.child_ends_at(58s, exited(1));
    CHECK(run.supervise().stopped_by == SIGHUP);
    CHECK(run.given.child.got == Signals{SIGINT, SIGCONT, SIGINT, SIGCONT});
}

TEST_CASE("a signal that comes while the guardian is waited for counts as well") {
    Supervised run;
    run.given.child_ends_at(57s, exited(0));
    run.given.receive_at(58s, SIGTERM);
    CHECK(run.supervise().stopped_by == SIGTERM);
}

TEST_CASE("a guardian that is killed is replaced, and knows the child") {
    Supervised run;
    run.given.clock.at(10s, [&] { run.guardian_is_killed(); });
    run.given.child_ends_at(58s, exited(0));
    run.supervise();
    CHECK(run.guardians == 2);
    CHECK(run.told() == Words{"started again", "child started with its handle", "child ended"});
    CHECK(run.given.said.empty());
}

TEST_CASE("a guardian that cannot be replaced is a warning, and the run goes on") {
    Supervised run;
    run.guardians_that_start = 1;
    run.given.clock.at(10s, [&] { run.guardian_is_killed(); });
    run.given.child_ends_at(58s, exited(4));
    const RunFacts facts = run.supervise();
    CHECK(facts.child == exited(4));
    CHECK(facts.findings == Findings());
    CHECK(run.given.child.got.empty());
    CHECK(
        run.given.said ==
        Words{"warning: the guardian of this run was ended, and cannot be started again: Permission denied\n"
              "the run goes on, but do not kill tao with kill -9: its container would stay"});
    CHECK(run.given.clock.passed_since_beginning() == 58s);
}

TEST_CASE("a guardian is not replaced for ever") {
    Supervised run;
    for (int time = 1; time < 9; ++time)
        run.given.clock.at(time * 1s, [&] { run.guardian_is_killed(); });
    run.given.child_ends_at(58s, exited(0));
    run.supervise();
    CHECK(run.guardians == 3);
    CHECK(run.given.said.size() == 1);
}

TEST_CASE("a guardian that says nothing is not waited for without end") {
    Supervised run;
    run.guardian_is_silent();
    run.given.child_ends_at(1s, exited(0));
    CHECK(run.supervise().findings.container_left);
    CHECK(run.given.clock.passed_since_beginning() == 1s + waits::guardians_findings);
}

TEST_CASE("the dead man's switch is held until the end") {
    Supervised run;
    os::Pipe line = tests::new_pipe();
    run.given.clock.at(1s, [&] {
        run.guardian_says(switch_set, line.write.get());
        line.write.close();
    });
    run.given.clock.at(57s, [&] { CHECK_FALSE(os::wait_readable({line.read.get()}, os::in(0ms))); });
    run.given.child_ends_at(58s, exited(0));
    run.supervise();
    CHECK(os::wait_readable({line.read.get()}, os::in(0ms)));
}

TEST_CASE("without a guardian at the start nothing is started") {
    Supervised run;
    run.guardians_that_start = 0;
    try {
        run.supervise();
        FAIL("a run without a guardian");
    } catch (const Failure& failure) {
        CHECK(failure.exit_code == 125);
        CHECK(std::string(failure.what()) ==
              "error: cannot execute '/front/docker': Permission denied\n"
              "it is part of tao-shim: install tao-shim again; if tao was copied to another place, link it "
              "there");
    }
    CHECK(run.given.started.empty());
}

TEST_CASE("a child that cannot be started leaves no guardian") {
    Supervised run;
    run.given.start_error = std::make_error_code(std::errc::no_such_file_or_directory);
    run.given.clock.at(1s, [&] { run.guardian_says(to_message({})); });
    try {
        run.supervise();
        FAIL("a run without a child");
    } catch (const Failure& failure) {
        CHECK(failure.exit_code == 126);
        CHECK(std::string(failure.what()) ==
              "error: cannot execute '/bin/launcher': No such file or directory");
    }
    CHECK(run.told() == Words{"child ended"});
}

TEST_CASE("the container of an engine's own command is stopped by the guardian") {
    Supervised run;
    run.report.content().stopping = Stopping::guardian;
    run.given.receive_at(30s, SIGTERM);
    run.given.receive_at(31s, SIGTERM);
    run.given.child_ends_at(32s, exited(143));
    CHECK(run.supervise().stopped_by == SIGTERM);
    CHECK(run.told() ==
          Words{"child started with its handle", "stop container", "stop container", "child stopped"});
    CHECK(run.given.child.got.empty());
}

TEST_CASE("a command of the engine has the time that its task has") {
    Supervised run;
    run.report.content().stopping = Stopping::guardian;
    run.given.receive_at(10s, SIGTERM);
    run.given.child.when_signalled = [&](int signal) {
        if (signal == SIGTERM)
            CHECK(run.given.clock.passed_since_beginning() == 10s + waits::command_to_stop);
        if (signal == SIGKILL) run.given.child.ends(died(SIGKILL));
    };
    run.supervise();
    CHECK(run.given.child.got == Signals{SIGTERM, SIGCONT, SIGKILL, SIGCONT});
    STATIC_REQUIRE(waits::command_to_stop > waits::task_to_leave);
}

TEST_CASE("a child that is the task itself gets the signal itself, and needs no guardian") {
    Supervised run;
    run.guarded = false;
    run.report.content().stopping = Stopping::nobody;
    run.given.receive_at(1s, SIGHUP);
    run.given.child_ends_at(2s, died(SIGHUP));
    const RunFacts facts = run.supervise();
    CHECK(facts.child == died(SIGHUP));
    CHECK(run.given.child.got == Signals{SIGHUP, SIGCONT});
    CHECK(run.guardians == 0);
    CHECK_FALSE(facts.findings.container_left);
}
