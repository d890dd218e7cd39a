#pragma once

#include <optional>

#include "os/file_system.hpp"
#include "paths/resolve_mounts.hpp"
#include "plan/plan.hpp"
#include "project/user.hpp"

namespace tao::plan {

bool uses_launcher(const Plan& plan);

// The engine of a project: TAO_SHIM_ENGINE, the user's own configuration, `engine:`, auto. launcher_found: there is a
// launcher for the line.
engines::EngineChoice choose_engine(const std::optional<project::Located<project::Engine>>& wanted,
                                    const project::User& user, bool launcher_found,
                                    const Invocation& invocation, const os::FileSystem& files);

// What the renderer of an engine has to know of this computer. launcher: the one found; null: there is none.
engines::Surroundings surroundings_of(const engines::EngineChoice& engine, const launcher::Launcher* launcher,
                                      const Invocation& invocation, const os::FileSystem& files);

paths::MountedBy mounted_by(project::Engine engine);

// A mount as the task has it, and where the project says so. for_pyxis: a link is kept where Pyxis cannot mount what it
// leads to by its name.
engines::TaskMount task_mount(const paths::Mount& mount, const project::Project& project, bool for_pyxis);

// Gives the plan's task what it has besides what its project says: the mounts of the plan and those that tao adds, its words,
// its input; and the plan the directories that are to be made for them. task_directory: where the task runs; home: the user's.
void complete_task(Plan& plan, const std::string& task_directory, const std::string& home,
                   const Invocation& invocation, const os::FileSystem& files);

// Turns the plan's task into the command of its engine, with the environment for it.
void render_command(Plan& plan, const Invocation& invocation, const os::FileSystem& files);

}  // namespace tao::plan
