#include "specs/certain_part.hpp"

#include "text/characters.hpp"

namespace tao::specs {

namespace {

// The first sign of a pattern, of a reference, or of a number to be put in (%05d).
std::size_t sign_in(std::string_view path) {
    for (std::size_t at = path.find_first_of("*?[{$%"); at != std::string_view::npos;
         at = path.find_first_of("*?[{$%", at + 1)) {
        const char next = at + 1 < path.size() ? path[at + 1] : '\0';
        if (path[at] != '%' || next == 'd' || next == 's' || text::is_digit(next)) return at;
    }
    return std::string_view::npos;
}

}  // namespace

std::size_t literal_length(std::string_view path) {
    const std::size_t sign = sign_in(path);
    if (sign == std::string_view::npos) return path.size();
    const std::size_t slash = path.rfind('/', sign);
    return slash == std::string_view::npos ? 0 : slash;
}

bool may_be_relative_path(std::string_view text) {
    if (text.empty() || text.find_first_of("()|<>\\\n") != std::string_view::npos) return false;
    if (sign_in(text) != std::string_view::npos) return literal_length(text) > 0;
    if (text.find_first_of("]}") != std::string_view::npos) return false;
    if (text.find('/') != std::string_view::npos) return true;
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == text.size()) return false;
    const char letter = text[dot + 1];
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

}  // namespace tao::specs
