#pragma once

#include "os/file_system.hpp"

namespace tao::commands {

// May containers here lock as much memory as they like (ulimits: {memlock: -1})? Not where Docker's daemon runs without the
// right to raise limits, rootless or in a container itself: each start would fail. True where no daemon is seen.
bool memlock_may_be_raised(const os::FileSystem& files);

// Why it is left out, for the file.
inline constexpr const char* no_memlock =
    "no memlock: -1, the Docker daemon of this computer may not raise limits";

}  // namespace tao::commands
