#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tao::launcher {

// How many shells the launcher sends its arguments through before the task sees them (launcher behaviour:
// " ".join(args) inside bash -c '...' with shell=True; one less with CI_PROJECT_DIR or TAO_DOCKER_DISABLE=1).
enum class Shells { one, two };

// The word so written that those shells deliver exactly its bytes, as one word.
std::string quote(std::string_view word, Shells shells);

}  // namespace tao::launcher
