#pragma once

#include <string_view>

namespace tao::specs {

// The variable of a shell, $HOME or ${HOME}, at the begin of a path, which no reader of such a file puts a value in for;
// empty: none. Names of capitals only. In YAML ${NAME} is another key's value, for Hydra: whether there is one, the caller
// knows.
std::string_view variable_in(std::string_view text);

// The name of such a variable: HOME of ${HOME}.
std::string_view name_of_variable(std::string_view variable);

// ${oc.env:NAME} at the begin of a path, or alone, which Hydra takes from the task's environment, with no other value for
// where it is not set; empty: there is none. The name is `name`.
std::string_view variable_of_task(std::string_view text, std::string_view& name);

// Has the YAML text a key of that name, at any depth?
bool has_key(std::string_view content, std::string_view name);

}  // namespace tao::specs
