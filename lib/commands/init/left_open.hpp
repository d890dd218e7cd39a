#pragma once

#include <string_view>

namespace tao::commands {

// Is it what an author leaves to the reader, and no path yet: FIXME, /path/to/data, <YOUR_PATH>,
// YOUR_LOCAL_PROJECT_DIR_PATH? By the words alone: whoever asks knows whether it exists.
bool is_left_open(std::string_view text);

}  // namespace tao::commands
