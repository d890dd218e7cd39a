#include "os/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

// Boost.Process 1, which newer versions of Boost keep in a place of its own.
#if __has_include(<boost/process/v1/child.hpp>)
#include <boost/process/v1/child.hpp>
#include <boost/process/v1/error.hpp>
#include <boost/process/v1/extend.hpp>
namespace boost_process = boost::process::v1;
#else
#include <boost/process/child.hpp>
#include <boost/process/error.hpp>
#include <boost/process/extend.hpp>
namespace boost_process = boost::process;
#endif

namespace tao::os {

namespace {

// Boost.Process forks, executes and brings the reason of a failed execution back; its own ways to name a
// program are not used, because they search PATH, copy the environment into a map and know nothing of
// signals. A handler may set everything exactly.
class Exactly : public boost_process::extend::handler {
  public:
    explicit Exactly(const Program& program) : path_(program.path), environment_(program.environment) {
        for (const std::string& word : program.argv) {
            argv_.push_back(const_cast<char*>(word.c_str()));
        }
        argv_.push_back(nullptr);
        environment_pointers_ = environment_.pointers();
    }

    template <typename Executor>
    void on_setup(Executor& executor) {
        executor.exe = path_.c_str();
        executor.cmd_line = argv_.data();
        executor.env = environment_pointers_.data();
    }

    // Boost.Process forgets the child whose execution failed; without this it would stay as a zombie.
    template <typename Executor>
    void on_error(Executor& executor, const std::error_code&) {
        if (executor.pid > 0) ::waitpid(executor.pid, nullptr, 0);
    }

    const std::string& path() const { return path_; }
    char* const* argv() const { return argv_.data(); }
    char* const* environment() const { return environment_pointers_.data(); }

  private:
    std::string path_;
    Environment environment_;
    std::vector<char*> argv_;
    std::vector<char*> environment_pointers_;
};

void let_inherit(const std::vector<int>& descriptors) {
    for (const int descriptor : descriptors) {
        ::fcntl(descriptor, F_SETFD, 0);
    }
}

class AsChild : public Exactly {
  public:
    AsChild(const Program& program, const StartOptions& options)
        : Exactly(program), options_(options), parent_(::getpid()) {}

    // In the child, between fork and exec.
    template <typename Executor>
    void on_exec_setup(Executor&) {
        if (options_.parent_death_signal != 0) {
            ::prctl(PR_SET_PDEATHSIG, options_.parent_death_signal);
            // The parent may have died before the line above: then nobody would ever tell us.
            if (::getppid() != parent_) ::_exit(128 + options_.parent_death_signal);
        }
        if (options_.own_group) ::setpgid(0, 0);
        if (options_.input >= 0) ::dup2(options_.input, STDIN_FILENO);
        if (options_.output >= 0) ::dup2(options_.output, STDOUT_FILENO);
        if (options_.errors >= 0) ::dup2(options_.errors, STDERR_FILENO);
        let_inherit(options_.inherited);
        ::sigprocmask(SIG_SETMASK, &options_.signal_mask.native(), nullptr);
    }

  private:
    const StartOptions& options_;
    pid_t parent_;
};

class Detached : public Exactly {
  public:
    Detached(const Program& program, const std::vector<int>& inherited)
        : Exactly(program), inherited_(inherited) {}

    template <typename Executor>
    void on_exec_setup(Executor&) {
        ::setsid();
        // The second fork: no longer a session leader, so no terminal can become its own, and a child of
        // init.
        const pid_t second = ::fork();
        if (second != 0) ::_exit(second < 0 ? EXIT_FAILURE : EXIT_SUCCESS);
        const int null = ::open("/dev/null", O_RDWR);
        for (int standard = 0; standard <= 2; ++standard) {
            ::dup2(null, standard);
        }
        if (null > 2) ::close(null);
        if (::chdir("/") != 0) return;
        let_inherit(inherited_);
        const SignalSet all = SignalSet::all();
        ::sigprocmask(SIG_SETMASK, &all.native(), nullptr);
    }

  private:
    const std::vector<int>& inherited_;
};

// Boost 1.74 says nothing of a pipe(2) that failed, and there is no child.
void look_again(const boost_process::child& child, std::error_code& error) {
    if (!error && !child.valid()) error = {errno, std::generic_category()};
}

}  // namespace

ProcessHandle ProcessHandle::open(pid_t process) {
    // glibc has no wrapper before 2.36, which a static program may still be built with.
    return ProcessHandle(Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0))));
}

void ProcessHandle::send(int signal) const {
    if (pidfd_) ::syscall(SYS_pidfd_send_signal, pidfd_.get(), signal, nullptr, 0);
}

void ask_to_end(pid_t process) {
    const ProcessHandle handle = ProcessHandle::open(process);
    if (::getpgid(process) != ::getpgrp()) return;
    handle.send(SIGTERM);
    handle.send(SIGCONT);
}

ExitStatus ChildProcess::wait() {
    pid_t id = id_;
    boost_process::child child(id);
    std::error_code ignored;
    child.wait(ignored);
    return ExitStatus::from_wait_status(child.native_exit_code());
}

std::optional<ChildProcess> start(const Program& program, const StartOptions& options,
                                  std::error_code& error) {
    error.clear();
    // A child whose end cannot be seen would be waited for for ever. So the descriptor that shows it is had for certain
    // before there is a child: this one's place is free again then.
    ProcessHandle possible = ProcessHandle::open(::getpid());
    if (!possible) {
        error = {errno, std::generic_category()};
        return std::nullopt;
    }
    possible = {};
    boost_process::child child(AsChild(program, options), error);
    look_again(child, error);
    if (error) return std::nullopt;
    ChildProcess started;
    started.id_ = child.id();
    started.handle_ = ProcessHandle::open(child.id());
    child.detach();  // its destructor would kill the process
    return started;
}

std::error_code start_detached(const Program& program, const std::vector<int>& inherited) {
    std::error_code error;
    boost_process::child first_fork(Detached(program, inherited), error);
    look_again(first_fork, error);
    std::error_code ignored;
    if (first_fork.valid()) first_fork.wait(ignored);
    return error;
}

std::error_code replace_this_process(const Program& program) {
    const Exactly exactly(program);
    ::execve(exactly.path().c_str(), exactly.argv(), exactly.environment());
    return {errno, std::generic_category()};
}

void name_this_process(const char* name) {
    ::prctl(PR_SET_NAME, name);
}

void die_of(int signal) {
    restore_default(signal);
    SignalSet only_that;
    only_that.add(signal);
    ::raise(signal);
    ::sigprocmask(SIG_UNBLOCK, &only_that.native(), nullptr);
}

}  // namespace tao::os
