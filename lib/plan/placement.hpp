#pragma once

#include <string>

#include "engines/choose.hpp"
#include "engines/task.hpp"
#include "os/file_system.hpp"
#include "plan/plan.hpp"
#include "project/project.hpp"
#include "text/diagnostic.hpp"

namespace tao::plan {

// A run that goes to another computer (`engine: slurm`) is planned twice: where the line is typed, so that whatever is wrong
// with it is said before anybody waits for a node; and on the node, by the `tao` that srun starts there, for that
// computer's engine and paths.

// Where the line is typed: how the run goes to the node.
engines::Placement placement_of(const project::Project& project, const Invocation& invocation);

// Where the line is typed, too: `slurm:` says how tasks run on nodes, this computer has Slurm, and nobody has said that they go
// there. One that is typed in an allocation is meant for it.
void warn_of_slurm_without_engine(const project::Project& project, const engines::EngineChoice& engine,
                                  const Invocation& invocation, const os::FileSystem& files,
                                  text::Diagnostics& diagnostics);

// On the node: takes from the invocation what only says whose part it is (step_variable), and fills Invocation::step.
void take_step(Invocation& invocation);

// On the node: why the line cannot run here, in lines for people: its directory is not there. Empty otherwise.
std::string fault_of_step(const Invocation& invocation, const os::FileSystem& files);

// On the node: the variables by which TAO's trainers on several nodes find each other; those of the project stay.
void add_nodes(const project::Project& project, const Invocation& invocation, engines::Task& task);

// On the node: has the user been told all this already, where the line was typed?
bool was_said(const Plan& plan, const Invocation& invocation);

}  // namespace tao::plan
