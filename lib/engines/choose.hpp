#pragma once

#include <optional>
#include <string>

#include "engines/docker_choice.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/project.hpp"
#include "text/source.hpp"

namespace tao::engines {

// What a choice is made from.
struct EngineWishes {
    std::optional<project::Located<project::Engine>> project{};  // `engine:` of the project file
    std::optional<project::Engine> configured{};                 // `engine:` of the user's own configuration
    std::string configuration_file{};                            // its name
    bool launcher_found = false;
    std::string home{};  // the user's; may be empty
};

// Which engine runs the task.
struct EngineChoice {
    project::Engine engine = project::Engine::launcher;  // never automatic
    std::string by{};       // who chose it, for people: "TAO_SHIM_ENGINE", "auto"
    std::string program{};  // the engine's command; empty for the launcher
    DockerChoice docker{};  // for docker

    // Why it cannot be used: for people, one line, and what to do. where: in the project file, if that is at fault.
    std::string fault{};
    std::string hint{};
    std::optional<text::Span> where{};
};

// In this order: TAO_SHIM_ENGINE, the user's own configuration, the project file, else auto: the launcher if one was
// found; else docker, podman, apptainer, the first that is there and that this user may use, else the first that is
// there. A docker whose engine was chosen by DOCKER_HOST or a context is meant. A docker that is podman under another
// name is podman.
EngineChoice choose_engine(const EngineWishes& wishes, const os::Environment& environment,
                           const os::FileSystem& files);

// The engine of that name: launcher, docker, ..., auto. Nothing: there is none.
std::optional<project::Engine> engine_named(std::string_view name);

// The names, in the order of the manual: "auto, launcher, docker, podman, apptainer or slurm".
std::string engine_names();

}  // namespace tao::engines
