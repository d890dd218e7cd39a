#pragma once

#include <string>

#include "commands/init/notebook_state.hpp"

namespace tao::commands {

// Follows one line of IPython. %env X=value, %env X value, %set_env X=value: IPython strips the value and fills in
// {expressions}. %cd moves. Others change nothing here.
void follow_magic(const std::string& text, NotebookState& state);

}  // namespace tao::commands
