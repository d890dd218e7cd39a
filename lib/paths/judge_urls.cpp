// What is said of URLs, which stay as they are.

#include <algorithm>
#include <utility>

#include "paths/judge.hpp"
#include "paths/never_translated.hpp"
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

}  // namespace tao::paths
