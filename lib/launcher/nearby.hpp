#pragma once

#include <string>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// Launchers that are installed but not on PATH, by full path: in ~/.local/bin, the active and the
// neighbouring virtual environments (./venv, ./.venv, ~/.venvs/*, ~/.virtualenvs/*), conda environments and pipx. Only
// programs that are a launcher by their text and whose interpreter exists. For messages: it lists
// directories.
//
// program: tao, tlt or tao-deploy.
std::vector<std::string> nearby_launchers(const std::string& program, const os::FileIdentity& self,
                                          const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::launcher
