#include "paths/other_names.hpp"

#include "paths/known_directories.hpp"

namespace tao::paths {

namespace {

bool has_form_of_other_name(std::string_view text) {
    for (const std::string_view sign : {"^", "\\.", "|", ".*", ".+", "(?"}) {
        if (text.find(sign) != std::string_view::npos) return true;
    }
    const std::size_t digits = text.find_last_not_of("0123456789") + 1;
    const std::string_view before = text.substr(0, digits);
    return text.ends_with('$') ||
           (digits < text.size() && (before.ends_with(':') || before.ends_with("_output_")));
}

}  // namespace

bool is_other_name(std::string_view path) {
    if (!has_form_of_other_name(path) || is_personal_path(path)) return false;
    // Networks have layers below /model.
    const std::string_view usual = usual_destination(path);
    return (usual.empty() || usual == "/model") && image_directory(path).empty();
}

}  // namespace tao::paths
