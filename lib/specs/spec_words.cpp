#include "specs/spec_words.hpp"

#include <algorithm>

#include "paths/output_names.hpp"
#include "paths/path_parts.hpp"
#include "specs/hydra_configuration.hpp"
#include "specs/spec_options.hpp"
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

// The option or key whose value stands there; empty: none.
std::string_view name_of_value(const std::vector<paths::Word>& words, std::size_t index, paths::Place place) {
    const std::string_view word = words[index].after;
    const std::size_t equals = word.substr(0, place.begin).find('=');
    if (equals != std::string_view::npos) return word.substr(0, equals);
    if (word.starts_with('-')) return word.substr(0, std::min<std::size_t>(place.begin, 2));
    const bool is_value = index > 0 && words[index - 1].after.starts_with('-');
    return is_value ? std::string_view(words[index - 1].after) : std::string_view();
}

}  // namespace

std::vector<SpecWord> find_spec_words(const std::vector<paths::Word>& words,
                                      const SpecSurroundings& surroundings) {
    std::vector<SpecWord> found;
    // The programs of a command are none of its configurations.
    const bool runs_command = std::any_of(words.begin(), words.end(), [](const paths::Word& word) {
        return word.rule == paths::Rule::leading_word && word.after == "run";
    });
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string& word = words[index].after;
        if (!may_name_files(words[index].rule)) continue;
        for (const auto& [place, spelling] : paths::path_parts(surroundings.judge, word)) {
            const std::string_view text = place.in(word);
            if (runs_command && is_program(text)) continue;
            const std::string_view name = name_of_value(words, index, place);
            const bool is_spec = has_spec_name(text) || names_spec(name, words);
            // What tao converter writes an engine to is none.
            const bool is_list = has_list_name(text) && !is_spec_option(name);
            if (!is_spec && !is_list) continue;
            std::string path = host_file(text, surroundings);
            if (path.empty()) continue;
            const auto status = surroundings.files.status(path);
            if (!status || !status->is_regular()) continue;
            // Most are, and nobody need hear of it.
            if (!is_spec && status->size > largest_spec) continue;
            found.push_back({.word = index,
                             .place = place,
                             .path = std::move(path),
                             .too_large = status->size > largest_spec,
                             .is_output = paths::may_name_output(name)});
        }
    }
    if (const auto named = hydra_configuration(words, surroundings)) {
        const auto status = surroundings.files.status(named->file);
        // The directory alone can stand for a file that is directly in it.
        const bool is_below = named->name.find('/') != std::string::npos;
        if (status && status->is_regular() && has_spec_name(named->file)) {
            found.push_back({.word = named->directory_word,
                             .place = named->directory,
                             .path = named->file,
                             .too_large = status->size > largest_spec,
                             .by_directory = true,
                             .root = is_below ? named->root : std::string()});
        }
    }
    return found;
}

}  // namespace tao::specs
