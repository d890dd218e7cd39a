#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "project/project.hpp"
#include "specs/path_finder.hpp"
#include "text/diagnostic.hpp"

namespace tao::specs {

// Is it right in the copy that `specs: rewrite` gives to the task?
bool settled_by_rewrite(const SpecFinding& finding);

// Will the task not have what it reads there, or lose what it writes?
bool loses_files(const SpecFinding& finding);

// The key of which `${KEY}/x` may be the value, where another file or the command line has it; empty: the finding is about
// something else.
std::string_view key_elsewhere(const SpecFinding& finding);

// Words the findings of a file as warnings; the ids are host-path, other-name, unmapped-path, lost-path, read-only, two-readings,
// not-in-container, unprovided-path, misspelt-path, foreign-path, relative-path, relative-output, unexpanded, of-container,
// misprinted and placeholder. project_file: the name to show in advice, and how it is written.
void report(const std::vector<SpecFinding>& findings, const SpecSurroundings& surroundings,
            const std::string& project_file, project::Writing writing, text::Diagnostics& diagnostics);

}  // namespace tao::specs
