#include "paths/path_before_rest.hpp"

#include "text/characters.hpp"

namespace tao::paths {

namespace {

constexpr std::string_view ends_of_path = ",;:= \t\n";

// A sentence has more, and is none.
constexpr int most_separators = 16;

// /w/lib:$PYTHONPATH
bool is_variable(std::string_view rest) {
    return rest.size() > 2 && rest.starts_with(":$") && rest.find('/') == std::string_view::npos;
}

bool is_weight(std::string_view rest) {
    return (rest.front() == ',' || rest.front() == ':') && rest.size() > 1 &&
           rest.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

}  // namespace

std::size_t path_before_rest(const Judge& judge, std::string_view text, Standing standing) {
    const std::size_t last_slash = text.rfind('/');
    if (last_slash == std::string_view::npos) return 0;
    std::size_t end = text.find_last_of(ends_of_path);
    for (int tries = 0; end != std::string_view::npos && end > last_slash && tries < most_separators;
         ++tries) {
        const std::string_view path = text.substr(0, end);
        const bool ends_here = !text::is_one_of(ends_of_path, path.back());
        if (ends_here && judge.exists(path)) {
            const std::string_view rest = text.substr(end);
            const bool is_end_of_list = rest.find_first_not_of(",:") == std::string_view::npos;
            if (standing == Standing::value || is_end_of_list || is_weight(rest) || is_variable(rest) ||
                judge.is_file(path)) {
                return end;
            }
        }
        end = text.find_last_of(ends_of_path, end - 1);
    }
    return 0;
}

}  // namespace tao::paths
