#include "text/yaml.hpp"

namespace tao::text {

namespace {

bool is_plain(std::string_view text) {
    constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./@+-=~";
    if (text.empty() || text.find_first_not_of(letters) != std::string_view::npos) return false;
    if (std::string_view("-=@").find(text[0]) != std::string_view::npos) return false;
    for (const char* word : {"null", "Null", "NULL", "~", "true", "false", "yes", "no", "on", "off"}) {
        if (text == word) return false;
    }
    return true;
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
    return is_plain(text) ? std::string(text) : quoted_scalar(text);
}

std::string quoted_scalar(std::string_view text) {
    constexpr const char* digits = "0123456789ABCDEF";
    std::string result = "\"";
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\') {
            result += std::string("\\") + byte;
        } else if (byte == '\n') {
            result += "\\n";
        } else if (byte == '\t') {
            result += "\\t";
        } else if (value < 0x20 || value == 0x7F) {
            result += std::string("\\u00") + digits[value >> 4U] + digits[value & 15U];
        } else {
            result += byte;
        }
    }
    return result + "\"";
}

}  // namespace tao::text
