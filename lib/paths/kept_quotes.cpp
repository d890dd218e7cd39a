#include "paths/kept_quotes.hpp"

#include <string>
#include <utility>
#include <vector>

#include "paths/output_names.hpp"
#include "paths/path_places.hpp"
#include "text/characters.hpp"

namespace tao::paths {

namespace {

// What a shell reads, and what a backslash is put in front of.
constexpr std::string_view read_by_shells = " \t\n\"'\\()&;$*?[]{}<>|`!#";

// Nothing where the shells would do more, or the quotes have no end.
std::optional<std::string> as_read_by_shells(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    bool is_quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (byte == '\'') {
            is_quoted = !is_quoted;
        } else if (is_quoted || !text::is_one_of(read_by_shells, byte)) {
            result += byte;
        } else if (byte == '\\' && at + 1 < text.size() && text::is_one_of(read_by_shells, text[at + 1])) {
            result += text[++at];
        } else {
            return std::nullopt;
        }
    }
    if (is_quoted) return std::nullopt;
    return result;
}

}  // namespace

std::optional<Finding> kept_quotes(std::string_view word, std::string_view option, const Judge& judge) {
    if (word.find_first_of("'\\") == std::string_view::npos) return std::nullopt;
    const auto plain = as_read_by_shells(word);
    if (!plain) return std::nullopt;
    const std::vector<Place> places = path_places(*plain);
    if (places.size() != 1 || places[0].end != plain->size()) return std::nullopt;
    const std::size_t begin = places[0].begin;
    const std::string_view value = word.substr(begin);  // nothing is quoted in front of it
    const bool is_of_hydra = begin > 0 && !word.starts_with('-');
    const bool is_quoted = value.starts_with('\'') && !is_of_hydra;
    const bool is_escaped = value.find('\'') == std::string_view::npos && !is_of_hydra;
    if (!(is_quoted || is_escaped) || judge.exists(value)) return std::nullopt;
    const std::string_view name =
        begin == 0 ? option : word.substr(0, begin - (word[begin - 1] == '=' ? 1 : 0));
    const std::string_view path = places[0].in(*plain);
    const Spelling spelling =
        is_output_of_line(name, path) && may_name_directory(path) ? Spelling::output : Spelling::value;
    const Judgement meant = judge.judge(path, spelling);
    if (!meant.finding && (meant.rule == Rule::not_a_path || meant.rule == Rule::url)) return std::nullopt;
    return Finding{.kind = Finding::Kind::kept_quotes,
                   .path = std::string(path),
                   .other = *plain,
                   .typed = std::string(value)};
}

}  // namespace tao::paths
