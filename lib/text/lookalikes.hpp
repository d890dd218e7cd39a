#pragma once

#include <string>
#include <string_view>

namespace tao::text {

// The character of ASCII that the code looks like to people and is not, as web pages, word processors and input methods for
// Chinese put it in its place: “ for ", – for -, a no-break blank for a blank, ： for a colon. NUL: none.
char looks_like(char32_t code);

// The same of the character that begins at the offset, which may be behind the end.
char looks_like(std::string_view text, std::size_t offset);

// The text with the characters of ASCII in the place of those that look like them.
std::string in_ascii(std::string_view text);

// "looks like - and is U+2013": of the character there, which looks like one.
std::string look_of(std::string_view text, std::size_t offset);

}  // namespace tao::text
