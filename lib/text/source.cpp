#include "text/source.hpp"

#include <algorithm>

namespace tao::text {

namespace {

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

Position SourceFile::position(std::size_t offset) const {
    return PositionWalk(*this).position(offset);
}

void PositionWalk::go_to(std::size_t offset) {
    offset = std::min(offset, source_.content.size());
    if (offset < offset_) {
        offset_ = line_start_ = 0;
        position_ = {};
    }
    for (; offset_ < offset; ++offset_) {
        const char byte = source_.content[offset_];
        if (byte == '\n') {
            ++position_.line;
            position_.column = 1;
            line_start_ = offset_ + 1;
        } else if (!continues_character(byte)) {
            ++position_.column;
        }
    }
}

Position PositionWalk::position(std::size_t offset) {
    go_to(offset);
    return position_;
}

std::size_t PositionWalk::line_start(std::size_t offset) {
    go_to(offset);
    return line_start_;
}

}  // namespace tao::text
