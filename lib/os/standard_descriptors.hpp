#pragma once

namespace tao::os {

// Opens /dev/null for each of the descriptors 0, 1 and 2 that is closed. Without it the next file to be
// opened would become somebody's standard output.
void open_missing_standard_descriptors();

}  // namespace tao::os
