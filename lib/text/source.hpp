#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tao::text {

// A range of bytes of a source file, [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Span&) const = default;
};

// Line and column as people and editors count them: from 1, columns in characters (UTF-8 code points).
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
    bool operator==(const Position&) const = default;
};

// A text file that messages point into.
struct SourceFile {
    std::string path;  // as shown to the user
    std::string content;
    std::vector<Span>
        secrets{};  // values that are not shown, in addition to those that secrets_in() finds; in any order

    // Where a byte offset stands; an offset behind the end stands at the end.
    Position position(std::size_t offset) const;

    // The whole line that holds the offset, without its line end.
    std::string_view line_at(std::size_t offset) const;

    // The byte offset at which that line starts.
    std::size_t line_start(std::size_t offset) const;
};

}  // namespace tao::text
