#pragma once

#include <string>
#include <string_view>

namespace tao::text {

// The texts in one line, in their order: "a, b, c". Texts: a range of std::string or std::string_view.
template <typename Texts>
std::string joined(const Texts& texts, std::string_view separator = ", ") {
    std::string line;
    bool first = true;
    for (const auto& text : texts) {
        if (!first) line += separator;
        line += text;
        first = false;
    }
    return line;
}

}  // namespace tao::text
