#pragma once

#include <nlohmann/json.hpp>

#include "text/json.hpp"  // IWYU pragma: export

// text::Json as a complete type. Each file that includes this is compiled with the library's headers precompiled
// (config/cmake/room.cmake), so a header does not: it would cost every file that includes it.
