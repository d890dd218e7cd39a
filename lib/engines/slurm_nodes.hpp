#pragma once

#include <string>
#include <string_view>

namespace tao::engines {

// How the tasks of one step on several nodes find each other: worked out on each node, by a `tao` there or, where Pyxis makes
// the container, by a shell in it. The texts for a shell are words of POSIX sh that give the same as the function beside them.

// The first node of a list as Slurm writes it: gpu[01-04,7],x2 -> gpu01
std::string first_node(std::string_view list);
std::string_view first_node_in_shell();  // of $SLURM_STEP_NODELIST

// The port that the nodes of a step meet at. Jobs that share a node need one each, so it comes from the job's number, as
// sites advise: below those that the kernel gives out itself, and apart for the next 10,000 jobs and a few steps of each.
// A job without a number: PyTorch's own, 29500.
std::string master_port(std::string_view job, std::string_view step);
std::string master_port_in_shell();  // of $SLURM_JOB_ID and $SLURM_STEP_ID, which are numbers

}  // namespace tao::engines
