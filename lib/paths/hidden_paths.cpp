#include "paths/hidden_paths.hpp"

#include <algorithm>

#include "paths/never_translated.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

constexpr std::string_view quotation_marks = "\"'`";

// 'data/a' 'data/b': the file of a relative name that quotes are around.
std::string_view relative_in_quotes(const Judge& judge, std::string_view word, std::size_t at) {
    const std::string_view rest = word.substr(at);
    const std::size_t end = rest.find(word[at - 1]);
    if (end == std::string_view::npos || end == 0) return {};
    const std::string_view path = rest.substr(0, end);
    if (path.find('/') == std::string_view::npos || rest.find_first_of(",;:= \t\n") < end) return {};
    return judge.exists(path) && judge.is_relative_path(path, Spelling::part) ? path : std::string_view();
}

// The path that begins there, in a word of no known form; empty: none. Up to the quote that it stands in, else to the
// next sign; one whose name in the container would end elsewhere is left.
std::string_view path_at(const Judge& judge, std::string_view word, std::size_t at) {
    constexpr std::string_view signs = "\"'`[]{}()<>|&;,= \t\n";
    const std::string_view rest = word.substr(at);
    if (rest.starts_with("//") || at == 0) return {};
    const std::string_view before = word.substr(at - 1, 1);
    if (!text::starts_path(rest))
        return text::is_one_of(quotation_marks, before.front()) ? relative_in_quotes(judge, word, at)
                                                                : std::string_view();
    if (!text::is_one_of("\"'`[{(=,: \t\n", before.front())) return {};
    const bool is_quoted = text::is_one_of(quotation_marks, before.front());
    const std::string_view ends = is_quoted ? before : signs;
    const std::size_t end = rest.find_first_of(ends);
    if (is_quoted && end == std::string_view::npos) return {};
    const std::string_view path = rest.substr(0, end);
    if (!is_certain_path(judge, path)) return {};
    const auto name = judge.name_in_container(judge.with_home(path));
    return name && name->find_first_of(ends) != std::string::npos ? std::string_view() : path;
}

}  // namespace

bool is_spelled_as_path(std::string_view text) {
    for (const std::string_view beginning : {"/", "~/", "./", "../"}) {
        if (text.starts_with(beginning)) return true;
    }
    return false;
}

bool is_certain_path(const Judge& judge, std::string_view path) {
    if (!judge.is_one_path(path)) return false;
    if (judge.name_in_container(judge.with_home(path))) return true;
    return judge.exists(path) && judge.judge(path, Spelling::part).finding.has_value();
}

std::vector<Part> with_hidden_paths(const Judge& judge, std::string_view word,
                                    const std::vector<Part>& parts) {
    std::vector<Part> result;
    std::size_t at = 0;
    const auto search_up_to = [&](std::size_t end) {
        bool found = false;
        for (; at < end; ++at) {
            const std::string_view path = path_at(judge, word, at);
            if (path.empty()) continue;
            result.push_back({.place = {.begin = at, .end = at + path.size()}, .spelling = Spelling::part});
            at += path.size();
            found = true;
        }
        return found;
    };
    for (const Part& part : parts) {
        search_up_to(part.place.begin);
        const std::string_view text = part.place.in(word);
        const bool is_path = is_spelled_as_path(text) || is_url(text) || judge.is_of_windows(text) ||
                             judge.is_relative_path(text, part.spelling);
        if (is_path || !search_up_to(part.place.end)) result.push_back(part);
        at = std::max(at, part.place.end);
    }
    search_up_to(word.size());
    return result;
}

}  // namespace tao::paths
