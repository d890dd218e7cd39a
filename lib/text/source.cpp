#include "text/source.hpp"

#include <algorithm>

namespace tao::text {

namespace {

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

std::size_t SourceFile::line_start(std::size_t offset) const {
    offset = std::min(offset, content.size());
    if (offset == 0) return 0;
    const auto before = content.rfind('\n', offset - 1);
    return before == std::string::npos ? 0 : before + 1;
}

Position SourceFile::position(std::size_t offset) const {
    offset = std::min(offset, content.size());
    const std::string_view before = std::string_view(content).substr(0, offset);
    const std::string_view in_line = before.substr(line_start(offset));
    return {.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
            .column =
                1 + in_line.size() -
                static_cast<std::size_t>(std::count_if(in_line.begin(), in_line.end(), continues_character))};
}

std::string_view SourceFile::line_at(std::size_t offset) const {
    const std::string_view line = std::string_view(content).substr(line_start(offset));
    const std::string_view whole = line.substr(0, line.find('\n'));
    return whole.ends_with('\r') ? whole.substr(0, whole.size() - 1) : whole;
}

}  // namespace tao::text
