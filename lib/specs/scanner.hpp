#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "specs/values.hpp"
#include "text/path.hpp"
#include "text/utf8.hpp"

namespace tao::specs {

// A cursor in the text of a spec file and the values found so far: what the readers of the forms have in common.
class SpecScanner {
  public:
    // Begins behind a byte order mark.
    explicit SpecScanner(std::string_view content)
        : content_(content), at_(text::length_of_byte_order_mark(content)) {}

    bool at_end() const { return at_ >= content_.size(); }
    char here() const { return at_ < content_.size() ? content_[at_] : '\0'; }
    char next() const { return at_ + 1 < content_.size() ? content_[at_ + 1] : '\0'; }
    std::string_view rest() const { return content_.substr(at_); }
    std::string_view text(paths::Place place) const { return place.in(content_); }

    std::size_t position() const { return at_; }
    void go_to(std::size_t position) { at_ = position; }
    void skip(std::size_t bytes = 1) { at_ += bytes; }

    void skip_blanks() {
        while (here() == ' ' || here() == '\t')
            ++at_;
    }

    // The end of this line, before its \n or \r\n; the end of the text in the last one.
    std::size_t line_end() const {
        const std::size_t newline = content_.find('\n', at_);
        const std::size_t end = newline == std::string_view::npos ? content_.size() : newline;
        return end > at_ && content_[end - 1] == '\r' ? end - 1 : end;
    }

    void skip_line() {
        const std::size_t newline = content_.find('\n', at_);
        at_ = newline == std::string_view::npos ? content_.size() : newline + 1;
    }

    // Where the quoted text that begins here ends: the place between the quotes; the cursor goes behind them. Nothing,
    // and the cursor stays, if it has no end. `backslash`: the escapes are those of C, else a doubled quote is one.
    // A text that is not closed is searched for once a kind of quote, so that many of them cost no more than one.
    std::optional<paths::Place> quoted(bool backslash, bool across_lines) {
        const char quote = here();
        bool& never_closed = quote == '"' ? double_never_closed_ : single_never_closed_;
        if (never_closed) return std::nullopt;
        std::size_t end = at_ + 1;
        for (; end < content_.size(); ++end) {
            const char byte = content_[end];
            if (byte == '\n' && !across_lines) return std::nullopt;
            if (backslash && byte == '\\') {
                ++end;
            } else if (byte == quote) {
                if (backslash || end + 1 >= content_.size() || content_[end + 1] != quote) break;
                ++end;
            }
        }
        if (end >= content_.size()) {
            never_closed = across_lines;
            return std::nullopt;
        }
        const paths::Place place{.begin = at_ + 1, .end = end};
        at_ = end + 1;
        return place;
    }

    // What follows stands under this key. One that begins as a path does is looked at like a value.
    void set_key(paths::Place place, Writing writing) {
        key_ = {};
        if (starts_path(place)) add(place, writing);
        key_ = place.in(content_);
    }

    bool starts_path(paths::Place place) const { return text::starts_path(place.in(content_)); }

    // The next value is the name of a file that is read in its place.
    void mark_included() { included_ = true; }

    // A text over several lines is no path, unless YAML folds it into one. continues: as in SpecValue.
    void add(paths::Place place, Writing writing, bool continues = false) {
        const bool included = std::exchange(included_, false);
        if (place.end <= place.begin) return;
        const bool folds = writing == Writing::double_quoted || writing == Writing::single_quoted;
        if (place.in(content_).find('\n') != std::string_view::npos && !(folds && starts_path(place))) return;
        values_.push_back(
            {.place = place, .writing = writing, .key = key_, .continues = continues, .included = included});
    }

    std::vector<SpecValue> take_values() { return std::move(values_); }

  private:
    std::string_view content_;
    std::size_t at_ = 0;
    std::string_view key_;
    bool double_never_closed_ = false;
    bool single_never_closed_ = false;
    bool included_ = false;
    std::vector<SpecValue> values_;
};

}  // namespace tao::specs
