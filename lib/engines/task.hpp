#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "paths/mount_table.hpp"
#include "project/project.hpp"
#include "specs/spec_plan.hpp"

namespace tao::engines {

// A directory or file of the host in the container.
struct TaskMount {
    std::string source;       // absolute, every link resolved: what was judged is what is mounted
    std::string destination;  // absolute, normalised container path
    bool read_only = false;
    std::optional<text::Span> where{};  // of `read_only:` in the project file
    std::optional<text::Span> named{};  // of the source there
    bool operator==(const TaskMount&) const = default;
};

// Where and how a task runs that goes to another computer: `engine: slurm`.
struct Placement {
    project::Slurm slurm;
    std::string program;  // this program, by the name that it was called by: it runs on the node as well
    std::vector<std::string> typed;        // the line behind that name
    std::string directory;                 // of the caller
    std::vector<std::string> passed_on{};  // the variables of the caller that the run on the node goes by
    std::string said{};                    // what the user has been told here: fingerprint()
    bool in_allocation = false;            // of the user's own: salloc, sbatch
    bool in_step = false;                  // srun --pty bash
};

// One run of one task, whatever engine runs it.
struct Task {
    std::string image{};             // REGISTRY/IMAGE:TAG, or a file; empty where the launcher chooses it
    std::vector<std::string> words;  // the container's command, exactly; empty: a shell
    std::string working_directory;   // in the container; empty: the image's own
    std::vector<TaskMount> mounts;   // sort_by_depth()
    std::vector<std::pair<std::string, std::string>> variables;

    // `docker:`, with `user` in numbers; no user: the image's own, which is root.
    project::DockerOptions docker;
    std::optional<TaskMount> home{};  // of `user: host`; among the mounts as well
    bool user_is_caller = false;      // `user: host`
    bool caller_is_root = false;      // so that root is meant where no user is named
    std::vector<gid_t> groups;        // further ones of the caller, for `user: host`

    std::optional<project::Located<project::Gpus>> gpus;
    // The caller's CUDA_VISIBLE_DEVICES, if the project has neither `gpus:` nor that variable.
    std::optional<std::string> visible_gpus;

    bool input = true;      // the caller's standard input is the task's; else it gets an empty one
    bool terminal = false;  // a terminal for the task: input and output are one
    std::string run_id;     // names the container
    std::string project;    // the project file

    // What only the launcher needs, which reads a line of its own.
    std::string group;                 // model, dataset, deploy; empty before 5.0
    std::string name;                  // of the task: the first of the words, unless it is
    bool only_command = false;         // `run`
    std::vector<std::string> volumes;  // SRC:DST of its own option --volume

    std::optional<Placement> placement{};        // for Slurm
    std::vector<specs::NodeCopy> node_copies{};  // of several nodes: to make on each, before the words run
};

// Is it Pyxis that makes the container, so that nothing of ours runs on the node?
bool by_pyxis(const Task& task);
bool by_pyxis(const Placement& placement);

// Pyxis writes the paths of mounts into a script of bash, in double quotes, and cuts the list of them at `,` and `:`;
// there is no escape (pyxis_slurmstepd.c). The first letter for which it cannot mount the path; nothing: it can.
std::optional<char> refused_by_pyxis(std::string_view path);

bool has_variable(const Task& task, std::string_view name);

// The value of CUDA_VISIBLE_DEVICES where an engine gives the container every GPU: what `gpus:` says; without it a choice
// made outside (an allocation of a cluster) is not undone by the container. Nothing: the variable is left alone.
std::optional<std::string> visible_devices(const Task& task);

// 0,1 for [0, 1].
std::string list_of(const project::Gpus& gpus);

// A mount hides what an earlier one has below its destination: parents first.
void sort_by_depth(std::vector<TaskMount>& mounts);

}  // namespace tao::engines
