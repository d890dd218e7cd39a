#pragma once

#include <string>
#include <string_view>

#include "commands/init/drafts.hpp"
#include "commands/init/mounts_file.hpp"

namespace tao::commands {

// Fills the draft from a notebook's text, or sets why not. Asks which directory is meant where the author leaves it open.
// path: of the notebook, for messages. place.start: its directory.
void draft_from_notebook(InitDraft& made, const std::string& notebook, const std::string& path,
                         const InitRequest& request, const DraftPlace& place,
                         const os::Environment& environment);

// What the reader of notebooks knows a script by (config/notebook/scripts.py): py, sh, md or make; empty: it is none.
std::string script_kind(const std::string& path, std::string_view content);

// A script, which was made of a notebook or which somebody wrote, as the only cell of one. shown: the text whose lines are
// shown, where it stands for another one; empty: the script.
std::string notebook_of(const std::string& script, const std::string& kind, const std::string& shown = {});

}  // namespace tao::commands
