#include "project/yaml_source.hpp"

#include <yaml-cpp/mark.h>

#include <algorithm>

#include "text/utf8.hpp"

namespace tao::project::yaml {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_null_word(std::string_view word) {
    return word == "~" || word == "null" || word == "Null" || word == "NULL";
}

}  // namespace

Source::Source(std::string_view content)
    : content_(content), mark_length_(text::length_of_byte_order_mark(content)) {}

std::size_t Source::offset(const YAML::Mark& mark) const {
    if (mark.pos < 0) return content_.size();
    return std::min(static_cast<std::size_t>(mark.pos) + mark_length_, content_.size());
}

std::size_t Source::line_start(std::size_t offset) const {
    if (offset == 0) return 0;
    const auto before = content_.rfind('\n', std::min(offset, content_.size()) - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t Source::line_end(std::size_t offset) const {
    std::size_t end = std::min(content_.find('\n', offset), content_.size());
    if (end > offset && content_[end - 1] == '\r') --end;
    return end;
}

std::optional<std::size_t> Source::closing_quote(std::size_t offset) const {
    const char quote = at(offset);
    for (std::size_t next = offset + 1; next < content_.size(); ++next) {
        if (quote == '"' && content_[next] == '\\') {
            ++next;
        } else if (content_[next] == quote) {
            if (quote == '"' || at(next + 1) != '\'') return next;
            ++next;  // '' inside single quotes is a quote
        }
    }
    return std::nullopt;
}

text::Span Source::scalar_at(std::size_t offset, std::string_view value) const {
    if (at(offset) == '"' || at(offset) == '\'') {
        const auto closing = closing_quote(offset);
        return {offset, closing ? *closing + 1 : line_end(offset)};
    }
    if (!value.empty() && content_.substr(offset).starts_with(value)) return {offset, offset + value.size()};
    return {offset, std::max(line_end(offset), std::min(offset + 1, content_.size()))};
}

std::optional<std::size_t> Source::verbatim(text::Span scalar, std::string_view value) const {
    const std::string_view written = content_.substr(scalar.begin, scalar.end - scalar.begin);
    if (written == value) return scalar.begin;
    const bool in_quotes = written.size() >= 2 && (written[0] == '"' || written[0] == '\'');
    if (in_quotes && written.substr(1, written.size() - 2) == value) return scalar.begin + 1;
    return std::nullopt;
}

text::Span Source::word_at(std::size_t offset) const {
    const auto end = std::min(content_.find_first_of(" \t\r\n,[]{}", offset), content_.size());
    return {offset, std::max(end, std::min(offset + 1, content_.size()))};
}

text::Span Source::null_at(std::size_t offset) const {
    const text::Span word = word_at(offset);
    if (has_null_word(word)) return word;
    const auto last = offset == 0 ? std::string_view::npos : content_.find_last_not_of(blanks, offset - 1);
    if (last == std::string_view::npos) return {offset, offset};
    return {last, last + 1};
}

bool Source::has_null_word(text::Span where) const {
    return is_null_word(content_.substr(where.begin, where.end - where.begin));
}

std::optional<std::size_t> Source::tab_before(std::size_t offset) const {
    const std::size_t start = line_start(offset);
    const std::string_view indentation = content_.substr(start, offset - start);
    if (indentation.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
    const auto tab = indentation.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    return start + tab;
}

std::optional<std::size_t> Source::document_marker(std::size_t from, std::size_t to) const {
    for (std::size_t at = line_start(from); at <= to && at < content_.size();) {
        const std::string_view line = content_.substr(at, line_end(at) - at);
        if (at >= from && (line.starts_with("---") || line.starts_with("..."))) return at;
        const auto end = content_.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    return std::nullopt;
}

}  // namespace tao::project::yaml
