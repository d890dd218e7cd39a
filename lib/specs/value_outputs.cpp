#include "specs/value_outputs.hpp"

#include <algorithm>
#include <iterator>

#include "paths/output_names.hpp"

namespace tao::specs {

bool names_output_directory(std::string_view key) {
    return key == "-r" || paths::names_output_directory(key);
}

bool is_output(const SpecValue& value, std::string_view text) {
    return names_output_directory(value.key) && paths::may_name_directory(text);
}

bool is_written_name(const SpecValue& value, std::string_view text) {
    const bool is_path =
        paths::names_path(value.key) || value.key.substr(value.key.rfind('.') + 1) == "trt_engine";
    return is_path && paths::may_name_directory(text) && paths::is_output_of_line(value.key, text);
}

bool is_explicit(const SpecValue& value, std::string_view text, bool is_whole) {
    if (paths::names_directory(value.key) && (text == "." || text == "..")) return true;
    if (!text.starts_with("./") && !text.starts_with("../")) return false;
    if (paths::names_directory(value.key)) return true;
    constexpr std::string_view of_the_image[] = {".py", ".sh", ".yaml", ".yml"};
    return is_whole && text.find_first_of(" \t*?[]{}$<>()|") == std::string_view::npos &&
           std::none_of(std::begin(of_the_image), std::end(of_the_image),
                        [&](std::string_view suffix) { return text.ends_with(suffix); });
}

}  // namespace tao::specs
