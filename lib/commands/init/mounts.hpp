#pragma once

#include "commands/init/draft.hpp"
#include "commands/init/draft_place.hpp"
#include "text/json.hpp"

namespace tao::commands {

// Adds the mounts of a mounts file, as the launcher reads them. A source that was left open, or that only a notebook's run
// tells, becomes a line or a comment with FIXME, and no directory is made for it.
void add_mounts(const text::Json& mounts, DraftSection& section, const DraftPlace& place);

}  // namespace tao::commands
