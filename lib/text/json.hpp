#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tao::text {

// The one place where the JSON library's exceptions end. Objects keep the order in which they were filled.
using Json = nlohmann::ordered_json;

// Nothing if the text is not JSON (comments are not).
std::optional<Json> parse_json(std::string_view text);

// Indented by two blanks, without a newline at the end. Nothing if a string is not UTF-8.
std::optional<std::string> write_json(const Json& value);

// The same for showing: what is not UTF-8 becomes U+FFFD.
std::string show_json(const Json& value);

}  // namespace tao::text
