#pragma once

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::engines {

// The program `docker` behind the stand-in: the first on PATH that is another file than `self`. Empty if there is none.
std::string find_real_docker(const os::Environment& environment, const os::FileIdentity& self,
                             const os::FileSystem& files);

}  // namespace tao::engines
