#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "os/descriptor.hpp"
#include "os/environment.hpp"
#include "os/exit_status.hpp"
#include "os/signals.hpp"

namespace tao::os {

// A program with everything it is given: nothing is searched for, added, left out or put in order.
struct Program {
    std::string path;
    std::vector<std::string> argv;  // argv[0] included
    Environment environment;
};

struct StartOptions {
    SignalSet signal_mask;        // of the new process; dispositions are inherited
    int parent_death_signal = 0;  // sent to it when this process ends, however it ends (PR_SET_PDEATHSIG)
    bool own_group = false;       // a process group of its own: signals to ours pass it by
    int input = -1;               // becomes its standard input, if not negative
    int output = -1;              // becomes its standard output, if not negative
    int errors = -1;              // becomes its standard error, if not negative
    std::vector<int> inherited;   // close-on-exec descriptors that it gets nevertheless, numbers unchanged
};

// Another process, held by a pidfd: its number cannot come to mean somebody else.
class ProcessHandle {
  public:
    ProcessHandle() = default;
    explicit ProcessHandle(Descriptor pidfd) : pidfd_(std::move(pidfd)) {}

    // Empty if there is no such process.
    static ProcessHandle open(pid_t process);

    explicit operator bool() const { return static_cast<bool>(pidfd_); }

    // Readable once the process has ended (pidfd_open(2)).
    int descriptor() const { return pidfd_.get(); }

    // Nothing happens if it has ended.
    void send(int signal) const;

  private:
    Descriptor pidfd_;
};

// A child of this process, as one who waits for it sees it.
class Child {
  public:
    virtual ~Child() = default;

    // Readable once it has ended; for passing on as well (ProcessHandle).
    virtual int descriptor() const = 0;

    // Nothing happens if it has ended.
    virtual void send(int signal) const = 0;

    // Waits until it has ended. Call once.
    virtual ExitStatus wait() = 0;
};

// A started child of this process, in its process group.
class ChildProcess final : public Child {
  public:
    pid_t id() const { return id_; }
    const ProcessHandle& handle() const { return handle_; }

    int descriptor() const override { return handle_.descriptor(); }
    void send(int signal) const override { handle_.send(signal); }
    ExitStatus wait() override;

  private:
    friend std::optional<ChildProcess> start(const Program&, const StartOptions&, std::error_code&);
    pid_t id_ = -1;
    ProcessHandle handle_;
};

// Sends SIGTERM (and SIGCONT, in case it is stopped) to a process of this process group. Nothing happens if the number
// means a process of another group by now.
void ask_to_end(pid_t process);

// Starts a program. Nothing if it could not be executed; `error` then says why (ENOENT also if its
// interpreter is missing).
std::optional<ChildProcess> start(const Program& program, const StartOptions& options,
                                  std::error_code& error);

// Starts a program that belongs to nobody: its own session, no terminal, /dev/null as 0, 1 and 2, all signals
// blocked, the root as working directory, and not a child of this process, so that neither a signal to the
// group or the session nor a walk along parents (Slurm's proctrack/linuxproc) reaches it.
std::error_code start_detached(const Program& program, const std::vector<int>& inherited);

// Replaces this process by the program (execve(2)); returns only on failure.
std::error_code replace_this_process(const Program& program);

// Gives the kernel the name by which ps and top show this process.
void name_this_process(const char* name);

// Ends this process by the signal's default action, as if nothing had caught it. Returns if it is not deadly.
void die_of(int signal);

}  // namespace tao::os
