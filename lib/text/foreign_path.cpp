#include "text/foreign_path.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::text {

namespace {

// In the file names of Windows none of these stands; in regular expressions, which have backslashes too, they do.
constexpr std::string_view no_name_signs = "*?\"<>|+^$[]{}()";

// Names under which Windows has the files of WSL's distributions.
constexpr std::string_view distributions[] = {"//wsl$/", "//wsl.localhost/"};

std::string with_slashes(std::string_view text) {
    std::string result(text);
    std::replace(result.begin(), result.end(), '\\', '/');
    return result;
}

char lower_case(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_scheme(std::string_view text) {
    return text.size() > 1 && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char byte) {
               return is_letter(byte) || is_digit(byte) || is_one_of("+-.", byte);
           });
}

}  // namespace

bool begins_with_disk(std::string_view text) {
    if (text.size() < 3 || !is_letter(text[0]) || text[1] != ':') return false;
    if (text[2] == '/') return text.substr(2, 2) != "//";
    return text[2] == '\\' && text.find_first_of(no_name_signs, 3) == std::string_view::npos;
}

std::optional<ForeignPath> foreign_path(std::string_view text) {
    if (begins_with_disk(text)) {
        std::string disk = "/mnt/";
        disk += lower_case(text[0]);
        return ForeignPath{.kind = ForeignPath::Kind::windows,
                           .here = normalised(disk + with_slashes(text.substr(2)))};
    }
    if (text.starts_with("\\\\") || text.starts_with("//")) {
        const std::string path = with_slashes(text);
        for (const std::string_view distribution : distributions) {
            if (!path.starts_with(distribution)) continue;
            const std::size_t end = path.find('/', distribution.size());
            return ForeignPath{.kind = ForeignPath::Kind::windows,
                               .here = end == std::string::npos ? "/" : normalised(path.substr(end))};
        }
        const std::size_t end = path.find('/', 2);
        const bool is_share = text.front() == '\\' && end != std::string::npos && end > 2 &&
                              text.find_first_of(no_name_signs) == std::string_view::npos;
        if (!is_share) return std::nullopt;
        return ForeignPath{.kind = ForeignPath::Kind::share};
    }
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos || !is_scheme(text.substr(0, scheme))) return std::nullopt;
    ForeignPath url{.kind = ForeignPath::Kind::url};
    const std::string_view behind = text.substr(scheme + 3);
    if (text.substr(0, scheme) == "file" && is_absolute(behind)) url.here = normalised(behind);
    return url;
}

}  // namespace tao::text
