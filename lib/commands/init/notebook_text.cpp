#include "commands/init/notebook_text.hpp"

namespace tao::commands {

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::size_t find_outside(std::string_view text, std::string_view sign, std::size_t from) {
    int depth = 0;
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (quote != '\0') {
            if (byte == '\\') ++at;
            if (byte == quote) quote = '\0';
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (depth == 0 && at >= from && text.substr(at).starts_with(sign)) {
            return at;
        } else if (byte == '(' || byte == '[' || byte == '{') {
            ++depth;
        } else if (byte == ')' || byte == ']' || byte == '}') {
            --depth;
        }
    }
    return std::string_view::npos;
}

}  // namespace tao::commands
