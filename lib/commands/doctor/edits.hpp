#pragma once

#include <functional>
#include <string>

#include "commands/doctor/checks.hpp"

namespace tao::commands {

// A command that writes a line below a key of the first level of the project file: "docker", "shm_size: 16G". The line
// has been tried: with it the file is read without an error and `there` is true of the project. Where the file is
// written in another way than people mostly do, the command opens it in an editor.
std::string command_to_add(const CheckInput& input, const std::string& key, const std::string& line,
                           const std::function<bool(const project::Project&)>& there);

}  // namespace tao::commands
