#include "text/json.hpp"

#include "text/json_value.hpp"

namespace tao::text {

namespace {

constexpr int indent = 2;

}  // namespace

std::optional<Json> parse_json(std::string_view text) {
    Json value = Json::parse(text, nullptr, false);
    if (value.is_discarded()) return std::nullopt;
    return value;
}

std::optional<std::string> write_json(const Json& value) {
    try {
        return value.dump(indent, ' ', false, Json::error_handler_t::strict);
    } catch (const Json::type_error&) {
        return std::nullopt;
    }
}

std::string show_json(const Json& value) {
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tao::text
