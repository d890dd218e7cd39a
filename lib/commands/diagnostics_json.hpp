#pragma once

#include "commands/project_here.hpp"
#include "text/diagnostic.hpp"
#include "text/json.hpp"

namespace tao::commands {

// The form of findings for editors and scripts, described in tao-shim(1) under DIAGNOSTICS. It only ever grows:
//
//   {"file": "/p/tao-project.yaml", "severity": "error", "id": "unknown-key", "message": "...", "hint": "...",
//    "range": {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 6}}}
//
// Lines and columns count from 1, columns in characters; the end is behind the last character. "range" is null for
// what concerns the file as a whole.
text::Json to_json(const text::Diagnostics& diagnostics);

// The same for a project file that was found, or that must not be used.
text::Json diagnostics_of(const ProjectHere& here);

}  // namespace tao::commands
