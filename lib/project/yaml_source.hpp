#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "text/source.hpp"

namespace YAML {
struct Mark;
}

// What only yaml.cpp uses: the bytes of the file behind yaml-cpp's events, which tell where a value begins
// but not where it ends, and the wording of syntax errors.
namespace tao::project::yaml {

class Source {
  public:
    explicit Source(std::string_view content);

    std::string_view content() const { return content_; }

    // The byte there; NUL behind the end.
    char at(std::size_t offset) const { return offset < content_.size() ? content_[offset] : '\0'; }

    // yaml-cpp counts bytes too, but not those of a byte order mark. An unknown place is the end.
    std::size_t offset(const YAML::Mark& mark) const;

    // The quote that closes the one at the offset. yaml-cpp lets the end of the file close it.
    std::optional<std::size_t> closing_quote(std::size_t offset) const;

    // A scalar that begins there: with its quotes, or as far as its value stands there as it is, or to the
    // end of its line.
    text::Span scalar_at(std::size_t offset, std::string_view value) const;

    // Where the value of a scalar stands in the file byte for byte, if it does.
    std::optional<std::size_t> verbatim(text::Span scalar, std::string_view value) const;

    // The bytes up to the next blank, line end or flow punctuation; at least one.
    text::Span word_at(std::size_t offset) const;

    // A null of which yaml-cpp tells the place of whatever follows it: the word null or ~, or the last thing
    // written before it.
    text::Span null_at(std::size_t offset) const;
    bool has_null_word(text::Span where) const;

    // The tab in the indentation of the line, if nothing but blanks stands before the offset in its line.
    std::optional<std::size_t> tab_before(std::size_t offset) const;

    // A line "---" or "..." between two places.
    std::optional<std::size_t> document_marker(std::size_t from, std::size_t to) const;

    std::size_t line_start(std::size_t offset) const;
    std::size_t line_end(std::size_t offset) const;

  private:
    std::string_view content_;
    std::size_t mark_length_ = 0;  // of the byte order mark
};

}  // namespace tao::project::yaml
