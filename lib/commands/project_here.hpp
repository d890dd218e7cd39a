#pragma once

#include "commands/subcommand.hpp"
#include "engines/task_line.hpp"
#include "launcher/find_launcher.hpp"
#include "paths/judge.hpp"
#include "plan/checked_project.hpp"

namespace tao::commands {

// The project of the working directory, checked as a run checks it, whether or not it is right.
using ProjectHere = plan::CheckedProject;

// Finds it and checks it with `launcher`, if one was found. Every finding is in loaded->diagnostics, also what is not
// trusted.
ProjectHere project_here(const Surroundings& surroundings, const launcher::Found& launcher);

// What would run a task here, in a project or not. launcher: as found.
engines::EngineChoice engine_here(const Surroundings& surroundings, const launcher::Found& launcher,
                                  const ProjectHere& here);

// Why `tao` hands lines to the launcher as they are, whatever the project here says; empty: it does not. choice: what would
// run a task here.
std::string stepped_aside_here(const Surroundings& surroundings, const engines::EngineChoice& choice);

// Where a line typed here would be judged from.
paths::Standpoint standpoint(const Surroundings& surroundings, const ProjectHere& here);

// The launcher of that name as `tao` would find it here. every_candidate: as in launcher::Search.
launcher::Found launcher_here(const Surroundings& surroundings, const std::string& program,
                              bool every_candidate);

// Where images are looked up here where no launcher does it. release: in place of the project's.
engines::ImageSources image_sources_here(const Surroundings& surroundings,
                                         const std::optional<std::string>& release = std::nullopt);

// The findings as they are printed, in the colours of stderr; empty if there are none.
std::string render(const ProjectHere& here, bool colour);

// For commands that need a project where there is none. otherwise: a further line, what else could be typed.
std::string no_project_message(const Surroundings& surroundings, const std::string& otherwise = {});

// Lines about a file that is meant as the project file and is not read because of its name; empty if there is none.
// search: what was found; severity: the word in front, "error" or "warning".
std::string misnamed_message(const Surroundings& surroundings, const project::Search& search,
                             const char* severity);

}  // namespace tao::commands
