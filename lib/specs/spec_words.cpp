#include "specs/spec_words.hpp"

#include "paths/path_parts.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

bool may_name_files(paths::Rule rule) {
    switch (rule) {
        case paths::Rule::leading_word:
        case paths::Rule::launcher_option:
        case paths::Rule::after_double_dash:
        case paths::Rule::secret:
        case paths::Rule::url:
        case paths::Rule::special_file:
        case paths::Rule::spec_copy:
        case paths::Rule::node_copy:
            return false;
        default:
            return true;
    }
}

// The host's file that the task will open under that name; empty: none of a mount.
std::string host_file(std::string_view text, const SpecSurroundings& surroundings) {
    if (text::is_absolute(text)) return surroundings.mounts.to_host(text).value_or("");
    if (surroundings.judge.judge(text, paths::Spelling::part).rule != paths::Rule::relative) return {};
    return text::normalised(text::join(surroundings.judge.standpoint().working_directory, text));
}

}  // namespace

std::vector<SpecWord> find_spec_words(const std::vector<paths::Word>& words,
                                      const SpecSurroundings& surroundings) {
    std::vector<SpecWord> found;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string& word = words[index].after;
        if (!may_name_files(words[index].rule)) continue;
        for (const auto& [place, spelling] : paths::path_parts(surroundings.judge, word)) {
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

}  // namespace tao::specs
