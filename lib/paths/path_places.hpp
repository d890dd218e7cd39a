#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tao::paths {

// A range of bytes of a word, [begin, end), where a path may stand.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Place&) const = default;

    std::string_view in(std::string_view word) const { return word.substr(begin, end - begin); }
};

// Where in a word a path may stand, from the left; the text there need not be one. In the order of the forms:
//
//   /path  ~/path  relative      the whole word
//   -e/path  -e~/path  -ea/b     glued to a short option
//   -o=V  --opt=V  --opt:/path   behind the first "=" of an option, or the first ":" in front of an absolute path
//   +group/a@b.c=V               behind the first "=" of a Hydra override
//   [a, "b"]  {k: a}  f(a, b)    the elements, in a word or in such a V: Hydra's lists, dictionaries and
//   functions, nested, 'a'  "a"                     quotes taken off
//
// A word that only has these forms in part (an open bracket, an open quote) gives the places up to there.
std::vector<Place> path_places(std::string_view word);

}  // namespace tao::paths
