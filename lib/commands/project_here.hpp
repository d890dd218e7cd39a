#pragma once

#include <optional>

#include "commands/subcommand.hpp"
#include "launcher/find.hpp"
#include "paths/resolve_mounts.hpp"
#include "project/find.hpp"
#include "project/load.hpp"

namespace tao::commands {

// The project of the working directory, checked as a run checks it, whether or not it is right.
struct ProjectHere {
    project::Search search;
    std::optional<project::Loaded> loaded;  // if a usable file was found
    paths::ResolvedMounts mounts;           // those without fault
    bool untrusted = false;                 // it widens what the container can do, and was not trusted

    const project::Project* project() const {
        return loaded && loaded->project ? &*loaded->project : nullptr;
    }
    bool has_errors() const;

    // What a run in this project comes to as far as its file decides: 0, 78 or 77.
    int exit_code() const;
};

// Finds and loads the project, resolves its mounts, checks its docker options against `launcher` (if one was found)
// and its trust. Every finding is in loaded->diagnostics.
ProjectHere project_here(const Surroundings& surroundings, const launcher::Found& launcher);

// The launcher of that name as `tao` would find it here. every_candidate: as in launcher::Search.
launcher::Found launcher_here(const Surroundings& surroundings, const std::string& program,
                              bool every_candidate);

// The findings as they are printed, in the colours of stderr; empty if there are none.
std::string render(const ProjectHere& here, bool colour);

// For commands that need a project where there is none. otherwise: a further line, what else could be typed.
std::string no_project_message(const std::string& otherwise = {});

}  // namespace tao::commands
