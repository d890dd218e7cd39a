// What is said of URLs and of paths of Windows, which stay as they are.

#include <algorithm>
#include <utility>

#include "paths/judge.hpp"
#include "paths/never_translated.hpp"
#include "text/foreign_path.hpp"
#include "text/path.hpp"

namespace tao::paths {

// The task opens what file:// names as any file, and so it does with a path in a list with URLs.
Judgement Judge::url(std::string_view text) const {
    constexpr std::string_view scheme = "file://";
    constexpr std::string_view between = ",; \t\n";
    Judgement result{.rule = Rule::url};
    std::string path;  // the first that the container has under another name
    std::string to_type;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of(between, begin), text.size());
        const std::string_view element = text.substr(begin, end - begin);
        const std::string_view in_front = element.starts_with(scheme) ? scheme : std::string_view();
        const std::string_view named = element.substr(in_front.size());
        Judgement meant;
        if (text::starts_path(named) && !is_url(named) && (in_front.empty() || text::is_absolute(named)))
            meant = value(named, Spelling::part);
        if (meant.finding && meant.finding->kind == Finding::Kind::unmapped && exists(named))
            return {.rule = Rule::url, .finding = std::move(meant.finding)};
        if (meant.replacement && path.empty()) path = with_home(named);
        to_type.append(in_front).append(meant.replacement ? std::string_view(*meant.replacement) : named);
        if (end < text.size()) to_type += text[end];
        begin = end + 1;
    }
    if (path.empty()) return result;
    result.finding = Finding{.kind = Finding::Kind::url_of_host,
                             .path = text::normalised(path),
                             .other = std::move(to_type),
                             .typed = std::string(text)};
    return result;
}

// Of x:/a the letter is a label if there is /a.
bool Judge::is_of_windows(std::string_view text) const {
    if (text.starts_with("\\\\")) return text::foreign_path(text).has_value();
    if (!text::begins_with_disk(text) || exists(text)) return false;
    if (text[2] != '/') return true;
    constexpr std::string_view ends = ",;:= \t\n";
    const std::string_view behind = text.substr(2, text.find_first_of(ends, 2) - 2);
    return !is_provided(behind) && !exists(behind);
}

Judgement Judge::windows_path(std::string_view text) const {
    const auto foreign = text::foreign_path(text);
    std::string here = foreign ? foreign->here : std::string();
    if (!here.empty() && !names_.has_directory(names_.on_host(here))) here.clear();
    return {.finding =
                Finding{.kind = Finding::Kind::foreign, .path = std::string(text), .other = std::move(here)}};
}

}  // namespace tao::paths
