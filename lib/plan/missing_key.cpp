#include "plan/missing_key.hpp"

#include <algorithm>

#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::plan {

namespace {

// Behind an option comes its value, or another option where the shell has left nothing of it. A key may begin with a
// dash itself; one letter behind it, or two dashes, are no key.
bool is_option(const std::string& word) {
    return word.starts_with("--") || (word.size() == 2 && word[0] == '-');
}

bool lacks_value(const std::vector<paths::Word>& words, std::size_t at) {
    const std::string& word = words[at].before;
    if (word == "--key=" || word.ends_with("encryption_key=")) return true;
    if (word != "-k" && word != "--key") return false;
    if (at + 1 == words.size()) return true;
    const std::string& next = words[at + 1].before;
    return next.empty() || is_option(next);
}

std::string how_to_set_it(const project::Project& project) {
    const bool has_key = std::any_of(project.variables.begin(), project.variables.end(),
                                     [](const auto& one) { return one.name == "KEY"; });
    return has_key ? "this project has a KEY; to set it in this shell, type: eval \"$(tao-shim env)\""
                   : "set it first, for example: export KEY=nvidia_tlt";
}

}  // namespace

std::string warn_of_missing_key(const paths::Translation& translation, std::size_t first,
                                const project::Project& project) {
    const std::vector<paths::Word>& words = translation.words;
    for (std::size_t at = first; at < words.size(); ++at) {
        if (!lacks_value(words, at)) continue;
        return text::message("warning: " + text::quoted(words[at].before) +
                             " has no value: a variable behind it, such as $KEY, is not set in this shell\n" +
                             how_to_set_it(project));
    }
    return {};
}

}  // namespace tao::plan
