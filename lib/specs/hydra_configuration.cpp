#include "specs/hydra_configuration.hpp"

#include <string_view>

#include "text/path.hpp"

namespace tao::specs {

namespace {

constexpr std::string_view directory_options[] = {"--config-path", "-cp", "--config-dir", "-cd"};
constexpr std::string_view name_options[] = {"--config-name", "-cn"};

bool may_be_option(std::string_view word) {
    return word.starts_with("-c") || word.starts_with("--config-");
}

// Where the value of one of the options begins in a word, --name VALUE or --name=VALUE; nothing: it has none.
template <std::size_t size>
std::optional<std::size_t> value_begin(const std::vector<paths::Word>& words, std::size_t index,
                                       const std::string_view (&options)[size]) {
    const std::string_view word = words[index].after;
    for (const std::string_view option : options) {
        if (index > 0 && words[index - 1].after == option) return 0;
        if (word.starts_with(option) && word.substr(option.size()).starts_with('=')) return option.size() + 1;
    }
    return std::nullopt;
}

}  // namespace

std::optional<HydraConfiguration> hydra_configuration(const std::vector<paths::Word>& words,
                                                      const SpecSurroundings& surroundings) {
    HydraConfiguration found;
    std::string directory;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string& word = words[index].after;
        if (!may_be_option(word) && (index == 0 || !may_be_option(words[index - 1].after))) continue;
        if (const auto begin = value_begin(words, index, directory_options)) {
            found.directory_word = index;
            found.directory = {.begin = *begin, .end = word.size()};
            const std::string_view value = found.directory.in(word);
            directory =
                text::is_absolute(value) ? surroundings.mounts.to_host(value).value_or("") : std::string();
        }
        if (const auto begin = value_begin(words, index, name_options)) {
            found.name_word = index;
            found.name = words[index].before.substr(std::min(*begin, words[index].before.size()));
        }
    }
    if (directory.empty() || found.name.empty() || found.name.find('$') != std::string::npos)
        return std::nullopt;
    found.root = text::normalised(directory);
    found.file = text::normalised(text::join(directory, found.name));
    const bool has_end = found.name.ends_with(".yaml") || found.name.ends_with(".yml");
    if (!has_end && !surroundings.files.exists(found.file)) found.file += ".yaml";
    return found;
}

}  // namespace tao::specs
