#pragma once

#include <string>

#include "project/keys.hpp"

namespace tao::project {

// The JSON Schema (draft 7) of tao-project.yaml, for editors, from the rows of the table. JSON, not laid out.
std::string json_schema(Keys table = keys());

}  // namespace tao::project
