#include "text/message.hpp"

namespace tao::text {

std::string message(std::string_view lines) {
    std::string result;
    bool first = true;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        const std::string_view line = lines.substr(0, end);
        result += "tao-shim: ";
        if (!first && !line.starts_with(' ')) result += "  ";
        result += line;
        result += '\n';
        first = false;
        if (end == std::string_view::npos) break;
        lines.remove_prefix(end + 1);
    }
    return result;
}

}  // namespace tao::text
