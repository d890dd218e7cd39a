#pragma once

#include <string>

#include "commands/init/notebook_state.hpp"

// Statements of Python that change what is set: names, dicts, lists and the environment.
namespace tao::commands {

// os.environ["X"] at the start of the text: X. Empty if something else is there.
std::string environment_target(const std::string& text);

// X = ..., X["a"]["b"] = ..., X += ..., os.environ["X"] = ..., a = b = ...; anything else changes nothing.
void follow_assignment(const std::string& text, NotebookState& state);

// X.append(...), X.extend([...]), X.update({...}), X.pop("key"), X.setdefault(...), os.environ.update({...}).
// Returns whether it was such a call.
bool follow_change(const std::string& text, NotebookState& state);

// del X["key"], without its del.
void follow_removal(const std::string& text, NotebookState& state);

}  // namespace tao::commands
