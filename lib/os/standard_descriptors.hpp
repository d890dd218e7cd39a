#pragma once

#include <system_error>

#include "os/descriptor.hpp"

namespace tao::os {

// Opens /dev/null for each of the descriptors 0, 1 and 2 that is closed. Without it the next file to be
// opened would become somebody's standard output.
void open_missing_standard_descriptors();

// An input with nothing in it: /dev/null.
Descriptor open_empty_input(std::error_code& error);

}  // namespace tao::os
