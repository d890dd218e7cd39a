#pragma once

#include <string>
#include <string_view>

namespace tao::launcher {

// How many shells the launcher sends its arguments through before the task sees them. It pastes "
// ".join(args) into bash -c '...' and runs that with shell=True: two. With CI_PROJECT_DIR or
// TAO_DOCKER_DISABLE=1 the bash -c is missing: one.
enum class Shells { one, two };

// The word so written that those shells deliver exactly its bytes, as one word. Both shells may be any of sh,
// dash or bash where Shells::two is given, since only bash reads the inner quoting. Shells::one is read by
// /bin/sh, which may be dash: there only what POSIX has is used. A word with a NUL cannot be an argument; the
// NUL is kept and the shells end there.
std::string quote(std::string_view word, Shells shells);

}  // namespace tao::launcher
