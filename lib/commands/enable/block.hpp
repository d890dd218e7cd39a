#pragma once

#include <optional>
#include <string>
#include <string_view>

// Lines of ours in a file that belongs to somebody else: between two markers, at its end, so that they can be found,
// renewed and taken out again and the file is byte for byte what it was.
namespace tao::commands {

// What stood there before the lines did. It is written into the block itself, because only the file is still there when
// the lines are taken out.
struct Before {
    bool unterminated = false;   // the last line had no newline
    bool absent = false;         // there was no such file
    int absent_directories = 0;  // nor so many of the directories above it
    bool operator==(const Before&) const = default;
};

// A file's content, parted into what is ours and what is not.
struct Parted {
    std::string rest;                  // without our block, as it was before
    std::optional<std::string> lines;  // between the markers, without notes; nothing if there is no block
    Before before;                     // as the block says
    std::size_t lost_marker = 0;       // number of a marker's line without its partner; 0: none
};

// Any block of ours, install.sh's too: begun by a line `# >>> tao-shim ... >>>`, ended by `# <<< tao-shim <<<`. Several
// blocks are all taken out. `installed` is what install.sh has recorded: its block has no notes. With a lost marker
// `rest` is the whole content: what belongs to us cannot be told.
Parted part(std::string_view content, const Before& installed = {});

// Where in a script of Python the first import stands, but for those from __future__, which must be first; npos if nowhere.
std::size_t first_import(std::string_view script);

// The content with the block at its end, or before the byte `at`, where a line begins. `lines` ends with a newline;
// `target` is how disable is told what to take away: "venv /home/u/env".
std::string with_block(const std::string& rest, const std::string& lines, const std::string& target,
                       Before before, std::size_t at = std::string_view::npos);

}  // namespace tao::commands
