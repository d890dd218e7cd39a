#pragma once

#include <string>
#include <string_view>

namespace tao::text {

// Lines of text as this program prints them: each with the prefix "tao-shim: ", the lines after the first indented
// by two blanks unless they are already, each ended by a newline. The text has no newline at its end; empty text gives
// nothing.
std::string message(std::string_view lines);

}  // namespace tao::text
