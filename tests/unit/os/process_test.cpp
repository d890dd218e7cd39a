#include "os/process.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "os/wait.hpp"
#include "support/catch.hpp"

using namespace tao::os;
using namespace std::chrono_literals;

namespace {

// A program started with its standard output in a pipe.
struct Run {
    ExitStatus status;
    std::string output;
};

struct OutputPipe {
    Descriptor read;
    Descriptor write;
};

OutputPipe make_output_pipe() {
    int ends[2] = {-1, -1};
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::string read_all(int descriptor) {
    std::string text;
    char buffer[4096];
    ssize_t got = 0;
    while (wait_readable({descriptor}, in(10s)) && (got = ::read(descriptor, buffer, sizeof buffer)) > 0) {
        text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
}

Program shell(const std::string& script, Environment environment = {}) {
    return {.path = "/bin/sh", .argv = {"sh", "-c", script}, .environment = std::move(environment)};
}

// The script writes to descriptor 1 of its own, which is the pipe.
Run run(Program program, StartOptions options = {}) {
    OutputPipe pipe = make_output_pipe();
    options.output = pipe.write.get();
    std::error_code error;
    std::optional<ChildProcess> child = start(program, options, error);
    REQUIRE_FALSE(error);
    REQUIRE(child);
    pipe.write.close();
    std::string output = read_all(pipe.read.get());
    return {child->wait(), std::move(output)};
}

}  // namespace

TEST_CASE("every exit code of a child comes back") {
    for (const int code : {0, 1, 2, 125, 126, 127, 128, 129, 143, 255}) {
        CHECK(run(shell("exit " + std::to_string(code))).status == ExitStatus{.code = code, .signal = 0});
    }
}

TEST_CASE("the signal a child died of comes back") {
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGSEGV, SIGTERM, SIGUSR1}) {
        CHECK(run(shell("kill -" + std::to_string(signal) + " $$")).status ==
              ExitStatus{.code = 0, .signal = signal});
    }
}

TEST_CASE("a child gets its words byte for byte") {
    const std::vector<std::string> words = {"",  " ",  "a b",      "'",  "\"", "$HOME",
                                            "*", "\n", "\xff\xfe", "-n", "é"};
    Program program = {.path = "/bin/sh",
                       .argv = {"sh", "-c", R"(for w in "$@"; do printf '%s|' "$w"; done)", "name"},
                       .environment = {}};
    program.argv.insert(program.argv.end(), words.begin(), words.end());
    std::string expected;
    for (const std::string& word : words) {
        expected += word + "|";
    }
    CHECK(run(program).output == expected);
}

TEST_CASE("a child gets its environment byte for byte, odd entries included, and nothing else") {
    const std::vector<std::string> entries = {
        "B=2", "A=1", "A=again", "EMPTY=", "=odd", "no_equals", "X=\xff=\n"};
    const Program program = {
        .path = "/bin/cat", .argv = {"cat", "/proc/self/environ"}, .environment = Environment(entries)};
    std::string expected;
    for (const std::string& entry : entries) {
        expected.append(entry).push_back('\0');
    }
    CHECK(run(program).output == expected);
}

TEST_CASE("a program is not searched for on PATH") {
    std::error_code error;
    CHECK_FALSE(start({.path = "sh", .argv = {"sh"}, .environment = Environment({"PATH=/bin"})}, {}, error));
    CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("what cannot be executed says why") {
    std::error_code error;
    CHECK_FALSE(start({.path = "/etc/passwd", .argv = {"passwd"}, .environment = {}}, {}, error));
    CHECK(error == std::errc::permission_denied);
}

TEST_CASE("a child gets the descriptors that are not close-on-exec, the inherited ones, and no other") {
    const Descriptor named(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const Descriptor other(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    std::string expected;
    std::string script;
    for (int number = 0; number < 300; ++number) {
        const int flags = ::fcntl(number, F_GETFD);
        const std::string text = std::to_string(number);
        if ((flags >= 0 && (flags & FD_CLOEXEC) == 0) || number == named.get()) expected += text + " ";
        script.append("[ -e /proc/$$/fd/").append(text).append(" ] && printf '").append(text).append(" '\n");
    }
    StartOptions options;
    options.inherited = {named.get()};
    CHECK(run(shell(script), options).output == expected);
}

TEST_CASE("a child has the signal mask it is given, not ours") {
    const SignalSet before = set_signal_mask({SIGTERM, SIGINT});
    StartOptions options;
    options.signal_mask = {SIGUSR1};
    const Run child = run(
        {.path = "/bin/grep", .argv = {"grep", "SigBlk", "/proc/self/status"}, .environment = {}}, options);
    set_signal_mask(before);
    CHECK(child.output == "SigBlk:\t0000000000000200\n");
}

TEST_CASE("a child inherits what is ignored") {
    ignore(SIGHUP);
    const Run child = run(shell("kill -HUP $$; exit 4"));
    restore_default(SIGHUP);
    CHECK(child.status == ExitStatus{.code = 4, .signal = 0});
}

TEST_CASE("a child stays in our process group unless it is to have its own") {
    const std::string print_group = "set -- $(cat /proc/$$/stat); echo $5";
    CHECK(run(shell(print_group)).output == std::to_string(::getpgrp()) + "\n");
    StartOptions options;
    options.own_group = true;
    CHECK(run(shell("set -- $(cat /proc/$$/stat); test $5 = $$ && echo own"), options).output == "own\n");
}

TEST_CASE("a child gets its parent death signal when the parent is killed") {
    OutputPipe pipe = make_output_pipe();
    // A parent that starts a child and is then killed.
    const pid_t parent = ::fork();
    if (parent == 0) {
        StartOptions options;
        options.parent_death_signal = SIGTERM;
        options.output = pipe.write.get();
        std::error_code error;
        start(shell("trap 'echo told; exit' TERM; echo started; while :; do sleep 0.05; done"), options,
              error);
        for (;;)
            ::pause();
    }
    pipe.write.close();
    char first[8] = {};
    REQUIRE(wait_readable({pipe.read.get()}, in(10s)));
    REQUIRE(::read(pipe.read.get(), first, sizeof first) == 8);
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
    CHECK(read_all(pipe.read.get()) == "told\n");
}

TEST_CASE("a handle says when its process has ended, and sends it signals") {
    std::error_code error;
    std::optional<ChildProcess> child = start(shell("exec sleep 60"), {}, error);
    REQUIRE(child);
    CHECK_FALSE(wait_readable({child->handle().descriptor()}, in(20ms)));
    child->handle().send(SIGKILL);
    CHECK(wait_readable({child->handle().descriptor()}, in(10s)));
    CHECK(child->wait() == ExitStatus{.code = 0, .signal = SIGKILL});
    child->handle().send(SIGTERM);  // nobody is there: nothing happens
}

TEST_CASE("a handle of a process that does not exist is empty") {
    std::error_code error;
    std::optional<ChildProcess> child = start(shell(":"), {}, error);
    REQUIRE(child);
    child->wait();
    CHECK_FALSE(ProcessHandle::open(child->id()));
}

namespace {

std::string field_of(const std::string& status, const std::string& name) {
    const auto at = status.find("\n" + name + ":\t");
    REQUIRE(at != std::string::npos);
    const auto from = at + name.size() + 3;
    return status.substr(from, status.find('\n', from) - from);
}

// All signals that a program can block, as the kernel shows them: under an emulator those that it keeps are missing.
std::string all_signals() {
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    REQUIRE(::pthread_sigmask(SIG_SETMASK, &all, &before) == 0);
    std::ifstream file("/proc/thread-self/status");
    const std::string status{std::istreambuf_iterator<char>(file), {}};
    REQUIRE(::pthread_sigmask(SIG_SETMASK, &before, nullptr) == 0);
    return field_of(status, "SigBlk");
}

}  // namespace

TEST_CASE("a detached program is nobody's child, belongs to no session of ours, and no signal reaches it") {
    OutputPipe pipe = make_output_pipe();
    const std::string to = "/proc/self/fd/" + std::to_string(pipe.write.get());
    REQUIRE_FALSE(start_detached(
        {.path = "/bin/cp", .argv = {"cp", "/proc/self/status", to}, .environment = {}}, {pipe.write.get()}));
    pipe.write.close();
    const std::string status = read_all(pipe.read.get());
    const auto field = [&](const std::string& name) { return field_of(status, name); };
    CHECK(field("PPid") != std::to_string(::getpid()));
    CHECK(field("NSsid") != std::to_string(::getsid(0)));
    CHECK(field("NSsid") == field("NSpgid"));
    CHECK(field("NSpgid") != field("Pid"));  // not a leader: no terminal can become its own
    CHECK(field("SigBlk") == all_signals());
}

TEST_CASE("a detached program has /dev/null and the root directory") {
    OutputPipe pipe = make_output_pipe();
    const std::string to = "/proc/self/fd/" + std::to_string(pipe.write.get());
    REQUIRE_FALSE(start_detached(shell("exec 9>" + to +
                                           "; cd . && pwd >&9; x=; for n in 0 1 2; do x=\"$x $(readlink "
                                           "/proc/$$/fd/$n)\"; done; echo $x >&9",
                                       Environment({"PATH=/usr/bin:/bin"})),
                                 {pipe.write.get()}));
    pipe.write.close();
    CHECK(read_all(pipe.read.get()) == "/\n/dev/null /dev/null /dev/null\n");
}

TEST_CASE("no zombie is left of a detached program or of one that cannot be executed") {
    std::error_code error;
    const Program nothing = {.path = "/nonexistent", .argv = {"x"}, .environment = {}};
    CHECK_FALSE(start(nothing, {}, error));
    CHECK(start_detached(nothing, {}));
    CHECK_FALSE(start_detached(shell(":"), {}));
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("a detached program that cannot be executed says why") {
    CHECK(start_detached({.path = "/nonexistent", .argv = {"x"}, .environment = {}}, {}) ==
          std::errc::no_such_file_or_directory);
}

TEST_CASE("a process that is asked to end must be of our group") {
    std::error_code error;
    StartOptions own_group;
    own_group.own_group = true;
    std::optional<ChildProcess> stranger = start(shell("exec sleep 60"), own_group, error);
    std::optional<ChildProcess> ours = start(shell("exec sleep 60"), {}, error);
    ask_to_end(stranger->id());
    ask_to_end(ours->id());
    CHECK(ours->wait() == ExitStatus{.code = 0, .signal = SIGTERM});
    CHECK_FALSE(wait_readable({stranger->handle().descriptor()}, in(50ms)));
    stranger->handle().send(SIGKILL);
    stranger->wait();
}

TEST_CASE("without a descriptor left nothing is started, and the reason is told") {
#ifdef TAO_SHIM_SANITIZED
    WARN("SKIPPED: the sanitizer opens pipes itself to look at memory");
    return;
#else
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const Descriptor next(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const rlimit none_left{.rlim_cur = static_cast<rlim_t>(next.get()) + 1, .rlim_max = before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none_left) == 0);
    std::error_code error;
    const auto child = start(shell("exit 0"), {}, error);
    const std::error_code detached_error = start_detached(shell("exit 0"), {});
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);

    CHECK_FALSE(child);
    CHECK(error == std::errc::too_many_files_open);
    CHECK(detached_error == std::errc::too_many_files_open);
#endif
}
