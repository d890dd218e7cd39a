#pragma once

#include <string>

#include "launcher/launcher.hpp"

namespace tao::commands {

// What kind of program was found, for people: "NVIDIA's launcher".
const char* name_of(launcher::ProgramKind kind);

// The same for programs: launcher, client, unknown.
const char* word_of(launcher::ProgramKind kind);

// The form of a launcher's lines: "tao GROUP TASK SUBTASK". Empty for other programs.
std::string form_of_lines(const launcher::Launcher& launcher);

}  // namespace tao::commands
