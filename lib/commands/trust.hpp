#pragma once

#include "commands/subcommand.hpp"
#include "project/keys.hpp"

namespace tao::commands {

// `tao-shim trust [--list | --explain]`: allows what the project file here asks for beyond its own directory.
Subcommand trust_subcommand();

// The table of keys with what each widens, for people.
std::string what_widens(project::Keys table = project::keys());

// `tao-shim untrust [FILE...]`: takes that back, here or for the named project files.
Subcommand untrust_subcommand();

}  // namespace tao::commands
