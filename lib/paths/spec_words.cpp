#include "paths/spec_words.hpp"

#include "paths/path_text.hpp"
#include "paths/real_path.hpp"

namespace tao::paths {

namespace {

bool may_name_files(Rule rule) {
    switch (rule) {
        case Rule::leading_word:
        case Rule::launcher_option:
        case Rule::after_double_dash:
        case Rule::secret:
        case Rule::url:
        case Rule::special_file:
        case Rule::spec_copy:
            return false;
        default:
            return true;
    }
}

// The host's file that the task will open under that name; empty: none of a mount.
std::string host_file(std::string_view text, const SpecSurroundings& surroundings) {
    if (is_absolute(text)) return surroundings.mounts.to_host(text).value_or("");
    const std::string& here = surroundings.working_directory;
    if (here.empty()) return {};
    if (!surroundings.mounts.to_container(here, real_path_of(here, surroundings.files))) return {};
    const std::string path = normalised(join(here, text));
    return surroundings.mounts.to_container(path, real_path_of(path, surroundings.files)) ? path
                                                                                          : std::string();
}

}  // namespace

std::vector<SpecWord> find_spec_words(const std::vector<Word>& words, const SpecSurroundings& surroundings) {
    std::vector<SpecWord> found;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string& word = words[index].after;
        if (!may_name_files(words[index].rule)) continue;
        for (const Place place : path_places(word)) {
            const std::string_view text = place.in(word);
            if (!has_spec_name(text)) continue;
            std::string path = host_file(text, surroundings);
            if (path.empty()) continue;
            const auto status = surroundings.files.status(path);
            if (!status || !status->is_regular()) continue;
            found.push_back({.word = index,
                             .place = place,
                             .path = std::move(path),
                             .too_large = status->size > largest_spec});
        }
    }
    return found;
}

}  // namespace tao::paths
