#pragma once

#include <string>

#include "project/project.hpp"
#include "specs/path_finder.hpp"
#include "text/diagnostic.hpp"

namespace tao::specs {

// Words the findings of a file as warnings; the ids are host-path, other-name, unmapped-path, lost-path, read-only, two-readings,
// not-in-container, unprovided-path, misspelt-path, foreign-path, relative-path and placeholder. project_file: the name
// to show in advice, and how it is written.
void report(const std::vector<SpecFinding>& findings, const SpecSurroundings& surroundings,
            const std::string& project_file, project::Writing writing, text::Diagnostics& diagnostics);

}  // namespace tao::specs
