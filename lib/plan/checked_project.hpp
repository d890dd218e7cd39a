#pragma once

#include <optional>

#include "launcher/launcher.hpp"
#include "os/file_system.hpp"
#include "paths/resolve_mounts.hpp"
#include "plan/plan.hpp"
#include "plan/trust.hpp"
#include "project/find_project.hpp"
#include "project/load.hpp"

namespace tao::plan {

// A project, checked as a run checks it, whether or not it is right: the one answer for `tao` and every command of
// tao-shim.
struct CheckedProject {
    project::Search search;
    std::optional<project::Loaded>
        loaded;  // if a usable file was found; without the variables that are left out
    engines::EngineChoice
        engine;  // that runs its tasks; its fault is reported unless it has no place in the file
    paths::ResolvedMounts mounts;  // those without fault
    engines::Task task;  // as far as the project says it: everything but words, image and mounts of the line
    std::vector<std::string> to_create;  // directories that the task needs besides mounts.to_create
    engines::Surroundings surroundings;  // for the renderer of the engine
    ProjectTrust trust;
    bool readable =
        false;  // the file and its layout have no errors, whatever is true of the mounts and options
    bool untrusted = false;  // it asks for what nobody has trusted

    const project::Project* project() const {
        return loaded && loaded->project ? &*loaded->project : nullptr;
    }
    bool has_errors() const;

    // What a run in this project comes to as far as its file decides: 0, 78 or 77.
    int exit_code() const;
};

// Loads the project found and its layout, chooses its engine, resolves its mounts, checks what that engine can do and judges
// the trust. Every finding but those about trust is in loaded->diagnostics: a run adds to what is asked for (report() in
// trust.hpp). launcher: the one found; null: there is none, or none for the line. Its version is looked up if it is needed.
// is_broken: there is one that cannot be used (launcher/find_launcher.hpp).
CheckedProject check_project(project::Search found, const Invocation& invocation, const os::FileSystem& files,
                             launcher::Launcher* launcher, bool is_broken);

}  // namespace tao::plan
