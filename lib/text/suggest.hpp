#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::text {

// The candidate that the word was probably meant to be: the only one that begins with it (three letters and more), else nearest by edit distance (a swap of neighbours counts
// one, case counts nothing), near enough for its length; the first of equally near ones. Nothing if none is
// near enough.
std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace tao::text
