#pragma once

#include <string>
#include <string_view>

#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// What the text of a script that is no launcher says about the program it hands everything over to.
struct Wrapper {
    std::string target;    // absolute path; empty: the text does not say
    bool certain = false;  // there is nothing else in the script that could matter
    WrapperVariables variables;
};

// Reads a script of a shell:
//   - exec PROGRAM "$@", with or without exec; PROGRAM a path or a name on PATH, with variables, quotes, $(dirname "$0");
//     by way of env, a Python (script or -m module), `conda run`, `uv run --project DIR`;
//   - in front of it comments, `set`, assignments, export, unset, and the activation of an environment;
//   - `if [ -x FILE ]; then ...; else ...; fi` (-e, -f, -d): the branch that runs with the files that are there;
//   - the shims of pyenv and asdf, by the version that is chosen in files and variables.
// Anything else in the script makes the result uncertain: what it does would be left out. Nothing is run.
//
// path: of the script. start: its first bytes, all of it if they are fewer than start_of_file (shim_marker.hpp).
Wrapper read_wrapper(const std::string& path, std::string_view start, const os::Environment& environment,
                     const os::FileSystem& files);

}  // namespace tao::launcher
