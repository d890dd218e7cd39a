#pragma once

#include <string_view>

namespace tao::launcher {

// How much of a file's start is read to tell what it is. The marker below and the import line of a launcher
// stand well within it.
inline constexpr std::size_t start_of_file = 4096;

// How lines of ours in somebody else's file begin (`tao-shim enable`, install.sh). In a launcher's script they stand in
// front of its imports.
inline constexpr std::string_view our_lines_begin = "# >>> tao-shim";

// Every program of this project carries an ELF note (owner "tao-shim"), which the linker places behind the
// program headers: so the start of a file shows that it is a shim, whatever its name, version or place, and
// whether it is a link, a copy or stripped.
//
// start: the first bytes of a program.
bool has_shim_note(std::string_view start);

// Whether a script hands over to a shim: it names a file in a directory .../tao-shim/shims/, or the program
// tao-shim. A directory that is only called tao-shim (a path that goes on behind it) says nothing.
//
// text: the start of a script.
bool names_shim(std::string_view text);

// Whether the text has `word` with neither a letter, a digit nor one of _ - . / beside it (a '/' may stand in
// front: /usr/bin/tao names tao).
bool mentions_word(std::string_view text, std::string_view word);

}  // namespace tao::launcher
