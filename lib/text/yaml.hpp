#pragma once

#include <string>
#include <string_view>

namespace tao::text {

// The text as a value of YAML, in block and in flow style, that reads back as exactly that string: bare if it can stand
// so, else in double quotes with escapes. UTF-8 stays as it is.
std::string yaml_scalar(std::string_view text);

// The same in double quotes always, as JSON has it too.
std::string quoted_scalar(std::string_view text);

}  // namespace tao::text
