#pragma once

#include <string>

#include "commands/enable/targets.hpp"

namespace tao::commands {

// The start-up files of IPython, which every Jupyter kernel for Python is, whichever program starts it and whichever
// virtual environment it is of: one for each profile, and for the default profile also if there is none yet.
Placements jupyter_files(const EnableSurroundings& here, const std::string& operand);

// What stands in them.
std::string jupyter_lines(const std::string& shims, const std::string& tool);

}  // namespace tao::commands
