#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/task_line.hpp"
#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// Which tasks there are, and whose table says so, where no launcher does.
struct Catalogue {
    launcher::TaskTable table;
    std::string from;  // "TAO 7.1", or the name of the user's own table
};

// The table of `release:`, else the user's own, else of the newest release. Nothing if there is no such release.
std::optional<Catalogue> catalogue_of(const engines::ImageSources& sources);

// What `tao --help`, `tao --version`, `tao GROUP --help`, `tao info` and `tao info --verbose` say in place of the launcher, in its forms.
// words: behind the program's name. Empty for every other request.
std::string answer_text(const Plan& plan, const std::vector<std::string>& words, const Catalogue& catalogue);

// What is wrong with the options of such a request, for people; empty if nothing is.
std::string option_fault(const std::vector<std::string>& words);

// The project as far as its file can be read, for answers that need no more of it.
std::optional<project::Project> project_for_answers(const Invocation& invocation,
                                                    const os::FileSystem& files);

}  // namespace tao::plan
