#include "specs/hydra_choices.hpp"

#include <algorithm>

#include "specs/scalar.hpp"
#include "specs/values.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

constexpr std::string_view search_path_key = "searchpath";

// Groups are directories, and names are files of them: no dots, as a key has them, and no signs.
bool is_group_name(std::string_view text) {
    return !text.empty() && text::starts_name(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char byte) { return text::continues_name(byte) || byte == '-' || byte == '/'; });
}

// The elements of "[a, 'b']", or the one that the text is.
std::vector<std::string_view> entries_of(std::string_view value) {
    constexpr std::string_view around = "[]\"' ";
    std::vector<std::string_view> elements;
    for (std::size_t begin = 0; begin <= value.size();) {
        const std::size_t end = std::min(value.find(',', begin), value.size());
        std::string_view element = value.substr(begin, end - begin);
        element.remove_prefix(std::min(element.find_first_not_of(around), element.size()));
        element = element.substr(0, element.find_last_not_of(around) + 1);
        if (!element.empty()) elements.push_back(element);
        begin = end + 1;
    }
    return elements;
}

// The host's directory of file:///a, /a or a; empty: it is of a package, or nothing provides it.
std::string directory_of(std::string_view entry, const SpecSurroundings& surroundings) {
    constexpr std::string_view scheme = "file://";
    if (entry.starts_with(scheme)) entry.remove_prefix(scheme.size());
    if (entry.empty() || entry.find(':') != std::string_view::npos) return {};
    if (!text::is_absolute(entry)) return text::normalised(surroundings.judge.from_here(entry));
    return surroundings.mounts.to_host(entry).value_or(std::string(entry));
}

// The value of --config-dir, which Hydra takes into its search path; empty: the word has none.
std::string_view config_directory(const std::vector<paths::Word>& words, std::size_t index) {
    const std::string_view word = words[index].before;
    for (const std::string_view option : {"--config-dir", "-cd"}) {
        if (index > 0 && words[index - 1].before == option) return word;
        if (word.starts_with(option) && word.substr(option.size()).starts_with('='))
            return word.substr(option.size() + 1);
    }
    return {};
}

}  // namespace

HydraChoices hydra_choices(const std::vector<paths::Word>& words, const SpecSurroundings& surroundings) {
    HydraChoices choices;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const std::string_view text = words[index].before;
        if (const auto directory = config_directory(words, index); !directory.empty()) {
            choices.search_path.push_back(directory_of(directory, surroundings));
            continue;
        }
        if (text.starts_with('-')) continue;
        const std::size_t equals = std::min(text.find('='), text.size());
        std::string_view key = text.substr(0, equals);
        if (key.starts_with('~')) {
            choices.groups.emplace_back(key.substr(1, key.find('@') - 1));
            continue;
        }
        if (equals == text.size()) continue;
        const bool is_added = key.starts_with('+');
        key.remove_prefix(std::min(key.find_first_not_of('+'), key.size()));
        if (key.ends_with(search_path_key)) {
            for (const std::string_view entry : entries_of(text.substr(equals + 1))) {
                if (auto directory = directory_of(entry, surroundings); !directory.empty())
                    choices.search_path.push_back(std::move(directory));
            }
            continue;
        }
        key = key.substr(0, key.find('@'));
        if (!is_group_name(key)) continue;
        if (!is_added) choices.groups.emplace_back(key);
        for (std::string_view name : entries_of(text.substr(equals + 1))) {
            if (name.ends_with(".yaml")) name.remove_suffix(5);
            if (is_group_name(name))
                choices.files.push_back(std::string(key) + "/" + std::string(name) + ".yaml");
        }
    }
    return choices;
}

std::vector<std::string> hydra_search_path(const SpecText& spec, const SpecSurroundings& surroundings) {
    std::vector<std::string> found;
    if (spec.form != SpecForm::yaml || spec.content.find(search_path_key) == std::string::npos) return found;
    for (const SpecValue& value : spec_values(spec.content, spec.form)) {
        if (!value.key.ends_with(search_path_key)) continue;
        const SpecScalar scalar(value.place.in(spec.content), value.writing);
        if (auto directory = directory_of(scalar.text(), surroundings); !directory.empty())
            found.push_back(std::move(directory));
    }
    return found;
}

}  // namespace tao::specs
