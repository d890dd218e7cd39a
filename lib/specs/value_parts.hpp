#pragma once

#include <string_view>
#include <vector>

#include "paths/judge.hpp"
#include "paths/path_parts.hpp"
#include "specs/values.hpp"

namespace tao::specs {

// The parts of a value that are to be judged, from the left: those of a word of the command line (paths/path_parts.hpp),
// and of each that is no file as a whole what is one:
//
//   /a/1.png 0 1   /a,1   data/a.txt,1   a file that is there, in front of columns or a label; one that is not there, in
//                                        front of numbers
//   /a and /b.   "see /a for more"       in a sentence or a command; of several, a name that is not there ends at a blank
//
// Without quotes (Writing::bare) a list is one only in front of its paths: a name may hold brackets.
std::vector<paths::Part> value_parts(const paths::Judge& judge, std::string_view text, Writing writing);

// Has the text nothing but paths, several of them, and is one there? Then a new one beside it is a path as well.
bool is_list_of_paths(const paths::Judge& judge, std::string_view text,
                      const std::vector<paths::Part>& parts);

// What stands in front of the part and says what it is, in a command or a list of settings: "--out" of "--out /a" and
// "--out=/a", "x" of "x=/a", "--output" of " > /a"; empty: nothing does.
std::string_view name_in_front(std::string_view text, paths::Place part);

// The place of the path in file:///a; empty: it is no such text, or one of another computer.
paths::Place file_of_url(std::string_view text);

}  // namespace tao::specs
