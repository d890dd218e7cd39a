#include "text/message.hpp"

namespace tao::text {

std::string message(std::string_view lines) {
    std::string result;
    bool first = true;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        result += first ? "tao-shim: " : "tao-shim:   ";
        result += lines.substr(0, end);
        result += '\n';
        first = false;
        if (end == std::string_view::npos) break;
        lines.remove_prefix(end + 1);
    }
    return result;
}

}  // namespace tao::text
