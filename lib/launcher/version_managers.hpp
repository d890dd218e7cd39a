#pragma once

#include <string>
#include <string_view>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// The program of that name that pyenv's shim would start: in the first of the versions chosen by PYENV_VERSION, by
// .python-version in the working directory or above it, or by ROOT/version, that has it. Empty if there is none.
std::string pyenv_program(const std::string& root, const std::string& name,
                          const os::Environment& environment, const os::FileSystem& files);

// The same for a shim of asdf, whose text names the versions of Python that have the program. Empty unless it is one.
std::string asdf_program(std::string_view text, const std::string& name, const os::Environment& environment,
                         const os::FileSystem& files);

// The directory of programs of a conda environment. conda: the program as it was called; name: of the environment, or
// its path. Empty if there is none.
std::string conda_programs(const std::string& conda, const std::string& name,
                           const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::launcher
