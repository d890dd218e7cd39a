#pragma once

#include <string>
#include <string_view>

namespace tao::commands {

// Where a text stops being JSON, and what people mean by what stands there: "line 4, column 3: JSON has no comma behind the
// last entry". Empty: it is JSON.
std::string json_fault(std::string_view text);

}  // namespace tao::commands
