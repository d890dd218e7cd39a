#include "paths/misprints.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "text/characters.hpp"
#include "text/lookalikes.hpp"
#include "text/utf8.hpp"

namespace tao::paths {

namespace {

// What of a word is misprinted: where its first such character stands, and what to type.
struct Misprint {
    std::size_t at = 0;
    std::string meant{};
};

bool is_ascii(std::string_view text) {
    constexpr unsigned char first_other = 0x80;
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < first_other; });
}

std::size_t length_at(std::string_view text, std::size_t at) {
    return text::character_at(text, at).length;
}

bool is_quote(char meant) {
    return meant == '"' || meant == '\'';
}

// Where the last character begins.
std::size_t last_begin(std::string_view text) {
    std::size_t last = 0;
    for (std::size_t at = 0; at < text.size(); at += length_at(text, at))
        last = at;
    return last;
}

// –r, —gpus: word processors make one dash of two.
std::optional<Misprint> dash_in(std::string_view word) {
    std::size_t end = 0;
    std::size_t first = std::string_view::npos;
    while (end < word.size() && (word[end] == '-' || text::looks_like(word, end) == '-')) {
        if (word[end] != '-' && first == std::string_view::npos) first = end;
        end += length_at(word, end);
    }
    if (first == std::string_view::npos || end == word.size() || !text::is_letter(word[end]))
        return std::nullopt;
    const std::string_view rest = word.substr(end);
    const bool is_long = rest.size() > 1 && text::continues_name(rest[1]);
    return Misprint{.at = first, .meant = (is_long ? "--" : "-") + text::in_ascii(rest)};
}

// -e specs/a, where the shell sees one word.
std::optional<Misprint> blank_in(std::string_view word) {
    if (word.starts_with('-')) {
        const std::size_t end = std::min(word.find_first_not_of('-'), word.size());
        std::size_t behind = end;
        while (behind < word.size() && (text::continues_name(word[behind]) || word[behind] == '-'))
            ++behind;
        if (behind > end && text::looks_like(word, behind) == ' ')
            return Misprint{.at = behind, .meant = text::in_ascii(word)};
    }
    for (const std::size_t at : {std::size_t{0}, last_begin(word)}) {
        if (text::looks_like(word, at) != ' ') continue;
        std::string meant = text::in_ascii(word);
        meant.erase(0, std::min(meant.find_first_not_of(' '), meant.size()));
        meant.erase(meant.find_last_not_of(' ') + 1);
        return Misprint{.at = at, .meant = std::move(meant)};
    }
    return std::nullopt;
}

// “a”, x=“a”; of a value with a blank in it each of the two words has one quote.
std::optional<Misprint> quotes_in(std::string_view word) {
    const std::size_t equals = word.find('=');
    const std::size_t begin =
        equals == std::string_view::npos || !is_ascii(word.substr(0, equals)) ? 0 : equals + 1;
    if (begin == word.size()) return std::nullopt;
    if (text::is_one_of("[{", word[begin])) {
        for (std::size_t at = begin; at < word.size(); at += length_at(word, at)) {
            if (text::looks_like(word, at) != '"') continue;
            return Misprint{.at = at,
                            .meant = std::string(word.substr(0, begin)) + text::in_ascii(word.substr(begin))};
        }
    }
    const std::size_t last = begin + last_begin(word.substr(begin));
    const bool opens = is_quote(text::looks_like(word, begin));
    const bool closes =
        text::looks_like(word, last) == '"' || (opens && is_quote(text::looks_like(word, last)));
    if (!opens && !closes) return std::nullopt;
    const std::size_t from = opens ? begin + length_at(word, begin) : begin;
    std::string meant(word.substr(0, begin));
    if (from < last || !closes) meant += word.substr(from, (closes ? last : word.size()) - from);
    return Misprint{.at = opens ? begin : last, .meant = std::move(meant)};
}

Finding misprinted(std::string_view word, Misprint misprint) {
    return {.kind = Finding::Kind::misprinted,
            .path = std::string(word.substr(misprint.at, length_at(word, misprint.at))),
            .other = std::move(misprint.meant),
            .typed = std::string(word)};
}

}  // namespace

std::optional<Finding> misprint_in(std::string_view word, const Judge& judge) {
    if (word.empty() || is_ascii(word)) return std::nullopt;
    for (const auto look : {dash_in, blank_in, quotes_in}) {
        if (auto found = look(word)) {
            if (judge.exists(word)) return std::nullopt;
            return misprinted(word, std::move(*found));
        }
    }
    return std::nullopt;
}

std::optional<Finding> misprint_in_name(std::string_view word) {
    if (is_ascii(word)) return std::nullopt;
    for (std::size_t at = 0; at < word.size(); at += length_at(word, at)) {
        if (text::looks_like(word, at) != '\0')
            return misprinted(word, {.at = at, .meant = text::in_ascii(word)});
    }
    return std::nullopt;
}

}  // namespace tao::paths
