#pragma once

#include <optional>
#include <string>

#include "engines/task.hpp"
#include "os/exit_status.hpp"
#include "run/run_status.hpp"

namespace tao::run {

// What Slurm says of a task on srun's standard error. Its own troubles have the statuses of tasks: 1 and 2.
class SlurmLines {
  public:
    void look(const std::string& line);

    // The program could not be started on the node: slurmstepd says so.
    bool not_executed() const { return not_executed_; }

    // srun had nobody to ask, or got no job or step: no task has begun.
    bool refused() const { return refused_; }

    // Pyxis has made no container.
    bool no_container() const { return no_container_; }

    // Because enroot unpacks it where another node did: the containers of one step have one name.
    bool unpacked_twice() const { return unpacked_twice_; }

    // Slurm has ended the task, and said why: scancel, the time limit, the node.
    bool cancelled() const { return cancelled_; }

    // The nodes, as Slurm lists them, that have not answered for so long that Slurm has given up the job; empty: none. srun
    // ends with status 0 then, if no task has failed.
    const std::string& lost_nodes() const { return lost_nodes_; }

    // The status of the task that failed first; the others are ended because of it, and srun has the highest of all.
    std::optional<int> first_failure() const { return first_failure_; }

  private:
    bool not_executed_ = false;
    bool refused_ = false;
    bool no_container_ = false;
    bool unpacked_twice_ = false;
    bool cancelled_ = false;
    std::string lost_nodes_;
    std::optional<int> first_failure_;
};

// How a run ends whose srun has ended by itself.
RunStatus status_of_srun(os::ExitStatus srun, const SlurmLines& lines, const engines::Task& task);

}  // namespace tao::run
