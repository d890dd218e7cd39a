#pragma once

#include <string>
#include <string_view>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::engines {

// The first executable file of that name on PATH; an empty element of it is the working directory. Empty if there is none.
std::string find_program(std::string_view name, const os::Environment& environment,
                         const os::FileSystem& files);

// The program `docker` behind the stand-in: the first on PATH that is another file than `self`. Empty if there is none.
std::string find_real_docker(const os::Environment& environment, const os::FileIdentity& self,
                             const os::FileSystem& files);

}  // namespace tao::engines
