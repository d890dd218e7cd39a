#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/task_line.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// The name that was typed: tao, tlt, tao-deploy. A program may be started by any name, or none (`exec -a job tao`): then it
// is the name of the file that was executed, unless that is a link of another name.
std::string program_of(const Invocation& invocation);

// How to look for the launcher of an invocation. words: behind the program's name.
launcher::Search launcher_search(const Invocation& invocation, const std::vector<std::string>& words);

// The words in the grammar of the plan's launcher; plan.launcher and plan.command then are those that run them.
std::vector<std::string> words_for_launcher(Plan& plan, const Invocation& invocation,
                                            const os::FileSystem& files,
                                            const std::vector<std::string>& typed);

// Where images are looked up: the keys of the project, and the table that the launcher would use: the user's own
// (~/.tao/config.json), else the one of the launcher that was found. project: none outside of one.
engines::ImageSources image_sources(const Plan& plan, const std::optional<project::Project>& project,
                                    const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::plan
