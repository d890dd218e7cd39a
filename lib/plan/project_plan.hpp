#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "project/find.hpp"

namespace tao::plan {

// Completes a plan, which has its launcher and its command, for the project found: action `supervise` with
// everything a run needs, or `fail` with the messages. words: behind the program's name, in the launcher's grammar.
void plan_in_project(Plan& plan, const project::Search& found, const std::vector<std::string>& words,
                     const Invocation& invocation, const os::FileSystem& files);

}  // namespace tao::plan
