#include "text/utf8.hpp"

namespace tao::text {

namespace {

struct Form {
    unsigned char mask, lead;  // the first byte, masked, is the lead
    std::size_t length;
    char32_t smallest;  // smaller codes in this form are overlong
};

constexpr Form forms[] = {
    {0x80, 0x00, 1, 0},
    {0xE0, 0xC0, 2, 0x80},
    {0xF0, 0xE0, 3, 0x800},
    {0xF8, 0xF0, 4, 0x10000},
};

}  // namespace

Character character_at(std::string_view text, std::size_t offset) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const Character invalid{.code = byte(offset), .length = 1, .valid = false};
    for (const Form& form : forms) {
        if ((byte(offset) & form.mask) != form.lead) continue;
        if (text.size() - offset < form.length) return invalid;
        char32_t code = byte(offset) & static_cast<unsigned char>(~form.mask);
        for (std::size_t next = 1; next < form.length; ++next) {
            if ((byte(offset + next) & 0xC0U) != 0x80U) return invalid;
            code = (code << 6U) | (byte(offset + next) & 0x3FU);
        }
        const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        if (code < form.smallest || surrogate || code > 0x10FFFF) return invalid;
        return {.code = code, .length = form.length, .valid = true};
    }
    return invalid;
}

std::size_t find_invalid(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        if (!character.valid) return at;
        at += character.length;
    }
    return std::string_view::npos;
}

}  // namespace tao::text
