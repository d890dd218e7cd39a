#pragma once

#include <string>

#include "commands/init/drafts.hpp"
#include "commands/init/mounts_file.hpp"

namespace tao::commands {

// Fills the draft from a notebook's text, or sets why not. Asks which directory is meant where the author leaves it open.
// path: of the notebook, for messages. place.start: its directory.
void draft_from_notebook(InitDraft& made, const std::string& notebook, const std::string& path,
                         const InitRequest& request, const DraftPlace& place,
                         const os::Environment& environment);

}  // namespace tao::commands
