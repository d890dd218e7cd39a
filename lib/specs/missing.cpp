#include "specs/missing.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "specs/form.hpp"
#include "specs/hydra_configuration.hpp"
#include "specs/spec_options.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::specs {

namespace {

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Of -e and -d it is the name that tells: the first is an engine to write in tao converter. A misspelt one counts.
// needed: nothing else can stand there.
bool is_spec_name(std::string_view option, std::string_view name, bool needed) {
    while (name.ends_with('/'))
        name.remove_suffix(1);
    if (has_spec_name(name)) return true;
    if (option.starts_with("--")) return true;
    const auto dot = name.find('.', name.rfind('/') + 1);
    if (dot == std::string_view::npos) return needed && !is_number(name);
    return text::closest(name.substr(name.rfind('.') + 1), {"yaml", "yml", "txt", "json", "prototxt"})
        .has_value();
}

// Of -eVALUE, -e=VALUE, --spec_file=VALUE, or the option alone.
std::string_view option_name(std::string_view word) {
    if (!word.starts_with("--")) return word.substr(0, 2);
    return word.substr(0, word.find('='));
}

// What keeps a file that is there from being read; nothing: it can be.
std::optional<MissingSpec::Fault> fault_of(const std::string& file, std::string_view name,
                                           const os::FileSystem& files) {
    const auto status = files.status(file);
    if (status && status->is_directory()) return MissingSpec::Fault::directory;
    if (name.ends_with('/')) return MissingSpec::Fault::below_file;
    if (status && status->is_regular() && !files.read_start(file, 1)) return MissingSpec::Fault::unreadable;
    return std::nullopt;
}

// Where the name of a spec file begins in a word; nothing if it has none.
std::optional<std::size_t> name_begin(const std::string& word, const std::string& word_before) {
    if (is_spec_option(word_before)) return 0;
    const auto equals = word.find('=');
    if (equals != std::string::npos && is_spec_option(std::string_view(word).substr(0, equals)))
        return equals + 1;
    if (word.starts_with("-e") && equals == std::string::npos && word.size() > 2) return 2;
    return std::nullopt;
}

// The file of the host that is meant; empty: it can be the image's, or nothing is known of it.
std::string file_of(std::string_view name, paths::Rule rule, const SpecSurroundings& surroundings) {
    switch (rule) {
        case paths::Rule::container_path:
        case paths::Rule::dropped_path:
        case paths::Rule::host_path:
        case paths::Rule::host_link:
            if (text::is_absolute(name)) return surroundings.mounts.to_host(name).value_or("");
            [[fallthrough]];
        case paths::Rule::relative:
        case paths::Rule::not_a_path:
            if (text::is_absolute(name) || surroundings.judge.standpoint().working_directory.empty())
                return {};
            return text::normalised(surroundings.judge.from_here(name));
        case paths::Rule::unprovided:
            return std::string(name);
        default:
            return {};
    }
}

std::string near_name(const std::string& typed, const std::string& file, const os::FileSystem& files) {
    const std::string directory(text::parent(file));
    std::vector<std::string> names = files.list(directory);
    // A link that leads nowhere is no better than what was typed.
    std::erase_if(names, [&](const std::string& name) {
        return !has_spec_name(name) || !files.exists(text::join(directory, name));
    });
    const auto near = text::closest(text::last_component(file), names);
    return near ? typed.substr(0, typed.rfind('/') + 1) + *near : std::string();
}

// The file of Hydra's two words, which none of the spec files' options name.
std::optional<MissingSpec> missing_configuration(const std::vector<paths::Word>& words,
                                                 const SpecSurroundings& surroundings) {
    const auto found = hydra_configuration(words, surroundings);
    if (!found || surroundings.files.exists(found->file)) return std::nullopt;
    const bool has_end = text::last_component(found->file) == text::last_component(found->name);
    return MissingSpec{
        .word = found->name_word,
        .typed = found->name,
        .file = found->file,
        .meant = near_name(has_end ? found->name : found->name + ".yaml", found->file, surroundings.files)};
}

// The names of a list, a.yaml,b.yaml; of a file that is there the whole, whatever signs it has. @FILE is FILE.
std::vector<std::string> names_in(std::string_view value, const SpecSurroundings& surroundings) {
    if (value.starts_with('@')) value.remove_prefix(1);
    if (surroundings.judge.exists(value)) return {std::string(value)};
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= value.size();) {
        const std::size_t end = std::min(value.find_first_of(",:;", begin), value.size());
        names.emplace_back(value.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

}  // namespace

std::vector<MissingSpec> missing_specs(const std::vector<paths::Word>& words,
                                       const SpecSurroundings& surroundings) {
    std::vector<MissingSpec> missing;
    if (auto configuration = missing_configuration(words, surroundings))
        missing.push_back(std::move(*configuration));
    for (std::size_t index = 1; index < words.size(); ++index) {
        const paths::Word& word = words[index];
        const auto begin = name_begin(word.after, words[index - 1].after);
        if (!begin) continue;
        const std::string& option = *begin == 0 ? words[index - 1].after : word.after;
        const std::string_view value = std::string_view(word.after).substr(*begin);
        const bool is_option = value.size() > 1 && value.starts_with('-') && *begin == 0;
        const bool needed = needs_spec(option_name(option), words);
        if (needed && (value.empty() || is_option)) {
            missing.push_back({.fault = MissingSpec::Fault::no_name,
                               .word = index,
                               .typed = std::string(option_name(option))});
            continue;
        }
        if (value.find_first_of("*?[{$") != std::string_view::npos) continue;
        const std::vector<std::string> names = names_in(value, surroundings);
        const auto typed_begin = name_begin(word.before, words[index - 1].before);
        std::vector<std::string> typed =
            names_in(std::string_view(word.before).substr(typed_begin.value_or(0)), surroundings);
        if (typed.size() != names.size()) typed = names;
        for (std::size_t at = 0; at < names.size(); ++at) {
            const std::string& name = names[at];
            if (!is_spec_name(option, name, needed)) continue;
            const paths::Rule rule = names.size() == 1 ? word.rule : surroundings.judge.judge(name).rule;
            std::string file = file_of(name, rule, surroundings);
            if (file.empty()) continue;
            if (surroundings.files.exists(file)) {
                if (const auto fault = fault_of(file, name, surroundings.files))
                    missing.push_back(
                        {.fault = *fault, .word = index, .typed = typed[at], .file = std::move(file)});
                continue;
            }
            if (surroundings.files.execution_fault(file) == std::errc::permission_denied) {
                missing.push_back({.fault = MissingSpec::Fault::unreadable,
                                   .word = index,
                                   .typed = typed[at],
                                   .file = std::move(file)});
                continue;
            }
            std::string meant = near_name(typed[at], file, surroundings.files);
            std::string link = surroundings.files.link_target(file).value_or("");
            missing.push_back({.word = index,
                               .typed = typed[at],
                               .file = std::move(file),
                               .link = std::move(link),
                               .meant = std::move(meant)});
        }
    }
    if (!words.empty() && needs_spec(words.back().after, words)) {
        missing.push_back(
            {.fault = MissingSpec::Fault::no_name, .word = words.size() - 1, .typed = words.back().after});
    }
    return missing;
}

}  // namespace tao::specs
