#pragma once

#include <optional>
#include <string>

#include "commands/subcommand.hpp"

namespace tao::commands {

// The lines that make a shell set the variables of the project it is in: bash, zsh or fish. Nothing for other names.
std::optional<std::string> hook_text(const std::string& shell);

// `tao-shim hook SHELL`: prints them; the user's start-up file evaluates that.
Subcommand hook_subcommand();

}  // namespace tao::commands
