#pragma once

#include <cstddef>
#include <string_view>

#include "paths/judge.hpp"

namespace tao::paths {

// Where a text stands: as a value, beside others; or by itself.
enum class Standing { value, alone };

// How long the path is that a text begins with, if it is there and the text goes on behind a separator with what is no
// path: "/a.txt 0 1", "/a.txt,car", "/a.txt=car" of a file, "/dir:0.5", "/dir,1" of a directory, whose weight is a number, and
// "/dir:", "/dir:$PATH" of a list; beside other paths "/dir:ro", "/dir and", too. 0: none, as "/dir 2" may be new.
std::size_t path_before_rest(const Judge& judge, std::string_view text, Standing standing);

}  // namespace tao::paths
