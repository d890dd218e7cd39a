#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace tao::project {

// A value and the place in tao-project.yaml that it comes from (nothing: a default or a layout).
template <typename T>
struct Located {
    T value{};
    std::optional<text::Span> where;
    bool operator==(const Located&) const = default;
};

// One entry of `mounts:` after interpolation.
struct Mount {
    Located<std::string> source;  // absolute path of the host, ~ resolved, lexically as written otherwise
    Located<std::string> destination;  // as written; checked in paths/
    bool create = false;               // make the source if it is absent
    Located<bool> read_only{};         // the task may not write to it
};

// A place where a value refers to a variable of the user's environment: ${NAME}.
struct EnvironmentUse {
    std::string key;  // whose value it is, by its path in keys.hpp
    std::string name;
    std::optional<text::Span> where;
};

// One entry of `envs:`. No value: taken from the host's environment at run time, left out if unset there.
struct ContainerVariable {
    std::string name;
    std::optional<std::string> value;
    std::optional<text::Span> where;
    std::string written{};  // the value as it stands in the file, with its ${...}
    std::vector<EnvironmentUse> uses{};
};

// One entry of `variables:`, set in the shells and notebooks of this project. No value: left as it is there, also where
// the layout would set it.
using Variable = ContainerVariable;

// An entry of `variables:` that has no value here, because a variable of the environment that it refers to is not set.
// Only those who use the variables report it: a run of `tao` must not end because of a variable that it does not use.
struct VariableFault {
    Variable variable;
    text::Diagnostic fault;
};

// The launcher's DockerOptions; a key is absent unless the file has it.
struct DockerOptions {
    std::optional<Located<std::string>> user;      // "host", or uid[:gid]
    std::optional<Located<std::string>> shm_size;  // docker's form: 16G
    std::optional<Located<std::map<std::string, long long>>> ulimits;
    std::optional<Located<std::string>> network;
    std::optional<Located<std::map<std::string, std::string>>>
        ports;  // container port[/protocol] -> host port
    std::optional<Located<bool>> privileged;
    std::optional<Located<bool>> tty;
    bool operator==(const DockerOptions&) const = default;
};

// `gpus:`
struct Gpus {
    enum class Choice { all, none, listed };
    Choice choice = Choice::all;
    std::vector<int> indices;  // for listed
};

// `engine:`: what runs the task.
enum class Engine { automatic, launcher, docker, podman, apptainer, slurm };
inline constexpr std::array<std::string_view, 6> words_of_engines = {"auto",   "launcher",  "docker",
                                                                     "podman", "apptainer", "slurm"};

// `slurm:`, for `engine: slurm`.
struct Slurm {
    // What starts the container on the node.
    enum class Container { automatic, docker, podman, apptainer, pyxis };
    std::vector<Located<std::string>>
        options;  // words for srun, an option each; its value may be the next one
    Located<Container> container;
    int nodes = 1;  // as the options say it
};
inline constexpr std::array<std::string_view, 5> words_of_containers = {"auto", "docker", "podman",
                                                                        "apptainer", "pyxis"};

// `image:`, in place of what the table of images says: for every task, or for some. References (REGISTRY/IMAGE:TAG) or
// files.
struct Images {
    std::optional<Located<std::string>> of_all;
    std::map<std::string, Located<std::string>> of_task;
    std::vector<Located<std::string>> names;  // of those tasks, with the places of their names
    bool empty() const { return !of_all && of_task.empty(); }
};

enum class Specs { check, rewrite, off };
enum class Unmapped { warn, error, mount };

// `translate:`
struct Translate {
    bool on = true;
    std::vector<std::string> never;  // options whose value is never translated, as typed: -k, --key, key
};

// How the file is written, so that what is to be added to it can be said in its own form.
struct Writing {
    enum class List { absent, block, flow, empty_flow };
    List mounts = List::block;
    bool in_braces = false;  // the file is one {...}, as JSON is
};

// `workdir:`
struct Workdir {
    enum class Choice { automatic, image, path };
    Choice choice = Choice::automatic;
    std::string path;  // container path, for `path`
};

// A tao-project.yaml, read, interpolated and checked by itself; nothing of it has met the disk yet.
struct Project {
    std::string file;       // absolute path of tao-project.yaml
    std::string directory;  // its directory, by the name under which it was found

    std::optional<Located<std::string>> layout;
    std::optional<Located<std::string>> task;
    std::vector<Mount> mounts;
    std::vector<ContainerVariable> envs;
    DockerOptions docker;
    std::optional<Located<Gpus>> gpus;
    std::optional<Located<Engine>> engine;
    Slurm slurm;
    Images images;
    std::optional<Located<std::string>> release;  // of the TAO Toolkit, whose images are meant
    std::vector<Variable> variables;              // for shells and notebooks, see `tao-shim env`
    std::vector<VariableFault> unset_variables;
    Located<Workdir> workdir;
    Located<Translate> translate;
    Located<Specs> specs;
    Located<Unmapped> unmapped;

    Writing writing;

    // The references to the user's environment in all values but those of envs and variables, which have their own.
    std::vector<EnvironmentUse> environment_uses;

    // Where the values of variables stand whose names are those of secrets: not to be shown.
    std::vector<text::Span> secrets;
};

// Reports the entries of `variables:` that have no value here, for those who use all of them.
inline void report_unset_variables(const Project& project, text::Diagnostics& diagnostics) {
    for (const VariableFault& unset : project.unset_variables) {
        const text::Diagnostic& fault = unset.fault;
        diagnostics.error(fault.id, fault.message, fault.where, fault.hint);
    }
}

}  // namespace tao::project
