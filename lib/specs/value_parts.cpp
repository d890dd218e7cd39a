#include "specs/value_parts.hpp"

#include <algorithm>

#include "specs/certain_part.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

constexpr std::string_view blank_signs = " \t\n";
constexpr std::string_view part_separators = " \t\n,;:|=?@#+";
constexpr std::string_view ends_of_sentences = ".!?)]}>'\"`";

// Names have few blanks, and lists of data many columns.
constexpr int most_tries = 8;

// How long the name at the begin of the text is, of a file that is there, in front of a separator or of a sentence's end;
// 0: there is none.
std::size_t length_of_name(const paths::Judge& judge, std::string_view text) {
    const auto is_there = [&](std::string_view name) {
        return name.find('/') != std::string_view::npos && judge.exists(name);
    };
    const auto length_up_to = [&](std::size_t end) -> std::size_t {
        if (end < text.size() && is_there(text.substr(0, end))) return end;
        const std::size_t length = text.substr(0, end).find_last_not_of(ends_of_sentences) + 1;
        return length < end && is_there(text.substr(0, length)) ? length : 0;
    };
    std::size_t longest = 0;
    std::size_t end = text.find_first_of(part_separators);
    for (int tries = 0; tries < most_tries && end != std::string_view::npos; ++tries) {
        longest = std::max(longest, length_up_to(end));
        // A longer one of the same directory has no other slash behind.
        if (longest > 0 && text.find('/', end) == std::string_view::npos) return longest;
        end = text.find_first_of(part_separators, end + 1);
    }
    return std::max(longest, length_up_to(text.size()));
}

// /a?x=1 is no pattern.
bool has_query(std::string_view text) {
    const std::size_t sign = text.find('?');
    return sign != std::string_view::npos && text.find('=', sign) != std::string_view::npos;
}

// 'cat /a > /b': the quote at the end of the last path is the command's.
std::string_view without_open_quote(std::string_view text) {
    const char last = text.back();
    const bool is_open = (last == '\'' || last == '"') && text.find(last) == text.size() - 1;
    return text.substr(0, text.size() - (is_open ? 1 : 0));
}

// How much of the part is a path.
std::size_t length_of_path(const paths::Judge& judge, std::string_view text, bool is_one_of_several) {
    const bool is_absolute = text::starts_path(text);
    const bool may_have_rest =
        text.find_first_of(part_separators) != std::string_view::npos ||
        (!text.empty() && ends_of_sentences.find(text.back()) != std::string_view::npos);
    if (!may_have_rest || (!is_absolute && text.find('/') == std::string_view::npos)) return text.size();
    if (judge.exists(text) || (literal_length(text) < text.size() && !has_query(text))) return text.size();
    if (const std::size_t length = length_of_name(judge, text); length > 0) return length;
    if (!is_absolute) return text.size();
    text = without_open_quote(text);
    const std::size_t column = std::min(text.find_first_of(" \t\n,;"), text.size());
    const bool has_columns =
        std::none_of(text.begin() + static_cast<std::ptrdiff_t>(column), text.end(), text::is_letter);
    if (has_columns) return column;
    return is_one_of_several ? std::min(text.find_first_of(blank_signs), text.size()) : text.size();
}

// Has each word of the text a "/", as no sentence's have?
bool has_only_paths(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(blank_signs), text.size());
        if (text.substr(0, end).find('/') == std::string_view::npos) return false;
        text.remove_prefix(std::min(text.find_first_not_of(blank_signs, end), text.size()));
    }
    return true;
}

}  // namespace

std::vector<paths::Part> value_parts(const paths::Judge& judge, std::string_view text, Writing writing) {
    std::vector<paths::Part> parts =
        writing == Writing::bare ? paths::list_parts(judge, text, {.place = {.begin = 0, .end = text.size()}})
                                 : paths::path_parts(judge, text);
    const bool several = parts.size() > 1;
    for (paths::Part& part : parts)
        part.place.end = part.place.begin + length_of_path(judge, part.place.in(text), several);
    return parts;
}

bool is_list_of_paths(const paths::Judge& judge, std::string_view text,
                      const std::vector<paths::Part>& parts) {
    return parts.size() > 1 && has_only_paths(text) &&
           std::any_of(parts.begin(), parts.end(),
                       [&](const paths::Part& part) { return judge.exists(part.place.in(text)); });
}

std::string_view name_in_front(std::string_view text, paths::Place part) {
    std::string_view before = text.substr(0, part.begin);
    before = before.substr(0, before.find_last_not_of("\"'") + 1);
    if (before.substr(0, before.find_last_not_of(blank_signs) + 1).ends_with(" >")) return "--output";
    const bool is_setting = before.ends_with('=');
    const std::size_t length = before.find_last_not_of(is_setting ? "=" : blank_signs) + 1;
    if (length == before.size()) return {};
    before = before.substr(0, length);
    const std::string_view name = before.substr(before.find_last_of(" \t\n,;\"'([{") + 1);
    return is_setting || (name.size() > 1 && name.starts_with('-')) ? name : std::string_view();
}

paths::Place file_of_url(std::string_view text) {
    constexpr std::string_view scheme = "file://";
    if (!text.starts_with(scheme) || !text.substr(scheme.size()).starts_with('/')) return {};
    return {.begin = scheme.size(), .end = text.size()};
}

}  // namespace tao::specs
