#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "specs/values.hpp"

namespace tao::specs {

// A scalar as its program reads it, with the way back into the file.
class SpecScalar {
  public:
    // written: the bytes between the quotes. An escape that the form does not know stays as it is.
    SpecScalar(std::string_view written, Writing writing);

    std::string_view text() const { return text_; }

    // The written bytes of a part of text(), counted from the scalar's begin.
    paths::Place written(paths::Place part) const;

  private:
    void append(std::string_view text, std::size_t offset);

    std::string text_;
    std::size_t written_size_;
    std::vector<std::size_t> offsets_;  // of each byte of text_ in the written bytes; empty: the same
};

// The text as it must be written in place of a part of such a scalar. Nothing is changed in a text that needs no
// escape, as paths mostly do.
std::string written_as(std::string_view text, Writing writing);

// Would the text end early, or become something else, if it stood there without quotes?
bool needs_quotes(std::string_view text, Writing writing);

}  // namespace tao::specs
