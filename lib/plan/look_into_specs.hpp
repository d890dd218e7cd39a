#pragma once

#include <string>

#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// Looks into the spec files that the translated words of the plan name, as `specs:` of its project has it: adds what there
// is to say to the plan's message and, for `specs: rewrite`, the copies, the directory that they go to, and the output
// directories to make; the words then name the copies. judge: the one that judged the words. home: of the user.
void look_into_specs(Plan& plan, const paths::Judge& judge, const Invocation& invocation,
                     const std::string& home, const os::FileSystem& files);

// The mount of the copies is added to the plan's task, if there are any.
void mount_spec_copies(Plan& plan);

}  // namespace tao::plan
