#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "project/find_project.hpp"

namespace tao::plan {

// Completes a plan, which has its launcher (if there is one) and its command, for the project found: action `supervise`
// with everything a run needs, or `fail` with the messages. typed: the words behind the program's name.
//
// not_the_launcher: why the launcher cannot run the task here, if it cannot (there is none; it is none; the user manages
// the mounts); else empty. Where the engine of this project is the launcher nothing is then decided: false.
bool plan_in_project(Plan& plan, const project::Search& found, const std::vector<std::string>& typed,
                     const std::string& not_the_launcher, const Invocation& invocation,
                     const os::FileSystem& files);

// The engine of this project as far as its file can be read; for requests that need no more of it. found: may be none.
// words: behind the program's name.
engines::EngineChoice engine_here(const Plan& plan, const project::Search& found,
                                  const std::vector<std::string>& words, const Invocation& invocation,
                                  const os::FileSystem& files);

}  // namespace tao::plan
