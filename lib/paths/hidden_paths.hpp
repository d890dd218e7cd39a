#pragma once

#include <string_view>
#include <vector>

#include "paths/path_parts.hpp"

namespace tao::paths {

// Has it "/", "~/", "./" or "../" in front?
bool is_spelled_as_path(std::string_view text);

// Where anything may stand, a path counts only if a mount shows it, and the host has it or its directory; or if the host
// has it, and no mount shows it.
bool is_certain_path(const Judge& judge, std::string_view path);

// Paths of this computer that stand where no form of a word has one: '--opt /a', "[/a]" in quotes of its own, --x/y=/a.
// In place of the part around them, which then is no path.
std::vector<Part> with_hidden_paths(const Judge& judge, std::string_view word,
                                    const std::vector<Part>& parts);

}  // namespace tao::paths
