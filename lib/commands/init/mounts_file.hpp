#pragma once

#include "commands/init/draft.hpp"
#include "commands/init/mounts.hpp"
#include "commands/init/notebook.hpp"

namespace tao::commands {

// Adds what the launcher reads from a mounts file: Mounts, Envs, DockerOptions. The launcher is to see the same from the
// project file: where it makes something else of the file than stands there (a second destination of a source is lost,
// numbers become texts, ~ is the home), so does this. What cannot be kept is a comment; what the author left open, or only
// a notebook's run tells, is one with a FIXME, and no directory is made for it.
void add_mounts_file(Draft& draft, const text::Json& content, const DraftPlace& place);

// Adds variables for shells and notebooks; those that are unknown or left open are comments.
void add_variables(Draft& draft, const NotebookSetup& setup, const DraftPlace& place);

}  // namespace tao::commands
