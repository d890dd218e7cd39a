#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "plan/invocation.hpp"
#include "plan/plan.hpp"
#include "text/source.hpp"

namespace tao::plan {

// The image that NVIDIA's launcher runs the task in, by its own table: it knows neither `image:` nor `release:`. Empty: nothing
// is known of it. words: behind the program's name, as typed in the launcher's grammar.
std::string launchers_image(const Plan& plan, const Invocation& invocation,
                            const std::vector<std::string>& words, const os::FileSystem& files);

// Lines for people where the project names another image for the task; else empty. source: the project file.
std::string warn_of_unused_image(const Plan& plan, const Invocation& invocation,
                                 const std::vector<std::string>& words, const os::FileSystem& files,
                                 const text::SourceFile& source);

}  // namespace tao::plan
