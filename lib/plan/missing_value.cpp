#include "plan/missing_value.hpp"

#include <algorithm>
#include <string_view>

#include "paths/output_names.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::plan {

namespace {

// What may be missing, and the variable that notebooks and guides put there.
struct MissingValue {
    const char* variable;
    const char* instead;  // where the project has no such variable
};
constexpr MissingValue model_key{"KEY", "set it first, for example: export KEY=nvidia_tlt"};
constexpr MissingValue results_directory{"RESULTS_DIR",
                                         "set it first, for example: export RESULTS_DIR=results/first"};

// Behind an option comes its value, or another option where the shell has left nothing of it. A key may begin with a
// dash itself; one letter behind it, or two dashes, are no key.
bool is_option(const std::string& word) {
    return word.starts_with("--") || (word.size() == 2 && word[0] == '-');
}

// What the word, or the option that it is, lacks the value of; nullptr: of nothing.
const MissingValue* lacked_by(const std::vector<paths::Word>& words, std::size_t at) {
    const std::string_view word = words[at].before;
    const auto is_results = [](std::string_view name) {
        return paths::names_output_directory(name) && (name.find("result") != std::string_view::npos ||
                                                       name.find("output") != std::string_view::npos);
    };
    if (word.ends_with('=')) {
        if (word == "--key=" || word.ends_with("encryption_key=")) return &model_key;
        return is_results(word.substr(0, word.size() - 1)) ? &results_directory : nullptr;
    }
    const MissingValue* missing = nullptr;
    if (word == "-k" || word == "--key") missing = &model_key;
    if (word == "-r" || (word.starts_with("--") && is_results(word))) missing = &results_directory;
    if (missing == nullptr || at + 1 == words.size()) return missing;
    const std::string& next = words[at + 1].before;
    return next.empty() || is_option(next) ? missing : nullptr;
}

std::string how_to_set_it(const MissingValue& missing, const project::Project& project) {
    const bool is_known = std::any_of(project.variables.begin(), project.variables.end(),
                                      [&](const auto& one) { return one.name == missing.variable; });
    return is_known ? "this project has a " + std::string(missing.variable) +
                          "; to set it in this shell, type: eval \"$(tao-shim env)\""
                    : missing.instead;
}

}  // namespace

std::string warn_of_missing_values(const paths::Translation& translation, std::size_t first,
                                   const project::Project& project) {
    const std::vector<paths::Word>& words = translation.words;
    std::string lines;
    const MissingValue* said = nullptr;
    for (std::size_t at = first; at < words.size(); ++at) {
        const MissingValue* const missing = lacked_by(words, at);
        if (missing == nullptr || missing == said) continue;
        said = missing;
        lines += text::message("warning: " + text::quoted(words[at].before) +
                               " has no value: a variable behind it, such as $" + missing->variable +
                               ", is not set in this shell\n" + how_to_set_it(*missing, project));
    }
    return lines;
}

}  // namespace tao::plan
