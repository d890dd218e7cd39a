#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

// The one place where the JSON library's exceptions end. Only its forward declarations are here, because the library takes
// the compiler longer than anything else: who makes a value or looks into one includes text/json_value.hpp.
namespace tao::text {

// Objects keep the order in which they were filled.
using Json = nlohmann::ordered_json;

// Nothing if the text is not JSON (comments are not).
std::optional<Json> parse_json(std::string_view text);

// Indented by two blanks, without a newline at the end. Nothing if a string is not UTF-8.
std::optional<std::string> write_json(const Json& value);

// The same for showing: what is not UTF-8 becomes U+FFFD.
std::string show_json(const Json& value);

}  // namespace tao::text
