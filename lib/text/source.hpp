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

    // Of one offset; of many see PositionWalk.
    Position position(std::size_t offset) const;
};

// Where byte offsets of one file stand; one behind the end stands at the end. All of them cost one walk through the file if
// they come in order, however long its lines are.
class PositionWalk {
  public:
    explicit PositionWalk(const SourceFile& source) : source_(source) {}

    Position position(std::size_t offset);

    // Where the line of the offset begins.
    std::size_t line_start(std::size_t offset);

  private:
    void go_to(std::size_t offset);

    const SourceFile& source_;
    std::size_t offset_ = 0;
    std::size_t line_start_ = 0;
    Position position_;
};

}  // namespace tao::text
