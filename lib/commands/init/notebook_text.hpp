#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// The text of a notebook's statement, looked at without understanding it.
namespace tao::commands {

// Without the white space at both ends.
std::string trimmed(std::string_view text);

// Where the sign first stands outside brackets and strings, at or behind `from`; npos if nowhere.
std::size_t find_outside(std::string_view text, std::string_view sign, std::size_t from = 0);

}  // namespace tao::commands
