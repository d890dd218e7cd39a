#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tao::text {

// The line broken at its blanks, so that what is indented by so many blanks ends before the last column; a word that is
// too long keeps its line. columns: of a terminal; 0: there is no end. Every line of the result ends with a newline.
std::string wrapped(std::string_view line, std::size_t indent, std::size_t columns);

// The same behind a title in the first line, which is as wide as the indent.
std::string wrapped_behind(std::string title, std::string_view line, std::size_t indent, std::size_t columns);

}  // namespace tao::text
