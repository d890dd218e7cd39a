#include "specs/missing.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "paths/never_translated.hpp"
#include "paths/output_names.hpp"
#include "specs/form.hpp"
#include "specs/hydra_configuration.hpp"
#include "specs/names.hpp"
#include "specs/spec_options.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::specs {

namespace {

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Of -e and -d it is the name that tells. A misspelt one counts, an engine or a model is none for all its likeness (trt, tlt
// and txt). needed: nothing else can stand there; it cannot behind the -e of tao converter.
bool is_spec_name(std::string_view option, std::string_view name, bool needed) {
    if (!needed && option.starts_with("-e")) return false;
    while (name.ends_with('/'))
        name.remove_suffix(1);
    if (has_spec_name(name)) return true;
    if (option.starts_with("--")) return needed;
    if (is_data_file(name)) return false;
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

// --config, --spec: of no task of NVIDIA's alone, and not one that writes a configuration.
bool reads_configuration(std::string_view option) {
    return option.starts_with("--") && names_spec(option, {}) && !paths::may_name_output(option);
}

bool may_name_spec(std::string_view option) {
    return is_spec_option(option) || reads_configuration(option);
}

// Where the name of a spec file begins in a word; nothing if it has none.
std::optional<std::size_t> name_begin(const std::string& word, const std::string& word_before) {
    if (may_name_spec(word_before)) return 0;
    const auto equals = word.find('=');
    if (equals != std::string::npos && may_name_spec(std::string_view(word).substr(0, equals)))
        return equals + 1;
    if (word.starts_with("-e") && equals == std::string::npos && word.size() > 2) return 2;
    return std::nullopt;
}

// Of the places that images have, those where no image has a configuration.
bool is_empty_in_images(std::string_view path) {
    constexpr std::string_view directories[] = {"/root", "/tmp", "/var/tmp"};
    return std::any_of(std::begin(directories), std::end(directories),
                       [&](std::string_view directory) { return text::is_under(path, directory); });
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
        case paths::Rule::unmapped: {
            const std::string path = surroundings.judge.with_home(name);
            return text::normalised(text::is_absolute(path) ? path : surroundings.judge.from_here(path));
        }
        case paths::Rule::image_path: {
            const std::string path = text::normalised(name);
            return is_empty_in_images(path) ? path : std::string();
        }
        default:
            return {};
    }
}

// The typed name with what the file has in the first directory of its path that is not there in a directory of nearly that
// name, or, without a directory, in specs; empty: neither has it.
std::string in_other_directory(const std::string& typed, const std::string& file,
                               const os::FileSystem& files) {
    if (typed == text::last_component(file)) {
        const std::string below = text::join("specs", typed);
        return files.exists(text::join(text::parent(file), below)) ? below : std::string();
    }
    std::string missing = file;
    std::string above(text::parent(missing));
    while (above != "/" && !files.exists(above)) {
        missing = above;
        above = text::parent(missing);
    }
    const std::string rest = file.substr(missing.size());
    const std::string tail = std::string(text::last_component(missing)) + rest;
    if (rest.empty() || !typed.ends_with(tail)) return {};
    std::vector<std::string> names = files.list(above);
    std::erase_if(names,
                  [&](const std::string& name) { return !files.exists(text::join(above, name) + rest); });
    const auto near = text::closest(text::last_component(missing), names);
    return near ? typed.substr(0, typed.size() - tail.size()) + *near + rest : std::string();
}

std::string near_name(const std::string& typed, const std::string& file, const os::FileSystem& files) {
    const std::string directory(text::parent(file));
    if (std::string other = in_other_directory(typed, file, files); !other.empty()) return other;
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

bool is_pattern(std::string_view name) {
    return name.find_first_of("*?[") != std::string_view::npos ||
           (name.find('{') != std::string_view::npos && name.find(',') != std::string_view::npos);
}

// A pattern in the place of a spec file, or a URL; nothing: it is neither, or there is a file of that very name. `typed` is
// its name as typed.
std::optional<MissingSpec> no_single_file(std::string_view value, std::string_view typed, std::size_t word,
                                          const SpecSurroundings& surroundings) {
    if (value.find('$') != std::string_view::npos || surroundings.judge.exists(value)) return std::nullopt;
    MissingSpec found{.word = word, .typed = std::string(typed)};
    if (paths::is_url(value)) {
        found.fault = MissingSpec::Fault::url;
        return found;
    }
    if (!is_pattern(value)) return std::nullopt;
    found.fault = MissingSpec::Fault::pattern;
    // In one directory, as nearly all are.
    std::string path = surroundings.judge.with_home(value);
    path = text::is_absolute(path) ? surroundings.mounts.to_host(path).value_or(path)
                                   : surroundings.judge.from_here(path);
    path = text::normalised(path);
    const std::string pattern(text::last_component(path));
    for (const std::string& name : surroundings.files.list(std::string(text::parent(path)))) {
        if (has_spec_name(name) && fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0)
            found.fitting.push_back(std::string(typed.substr(0, typed.rfind('/') + 1)) + name);
    }
    return found;
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
        const auto typed_begin = name_begin(word.before, words[index - 1].before);
        const std::string_view typed_value = std::string_view(word.before).substr(typed_begin.value_or(0));
        if (needed) {
            if (auto found = no_single_file(value, typed_value, index, surroundings)) {
                missing.push_back(std::move(*found));
                continue;
            }
        }
        // A path of Windows is said as such.
        if (value.find_first_of("*?[{$") != std::string_view::npos || surroundings.judge.is_of_windows(value))
            continue;
        const std::vector<std::string> names = names_in(value, surroundings);
        std::vector<std::string> typed = names_in(typed_value, surroundings);
        if (typed.size() != names.size()) typed = names;
        for (std::size_t at = 0; at < names.size(); ++at) {
            const std::string& name = names[at];
            if (!is_spec_name(option, name, needed)) continue;
            const paths::Rule rule = names.size() == 1 ? word.rule : surroundings.judge.judge(name).rule;
            // A program of the image may look for one beside itself.
            const bool may_be_of_image = !needed && reads_configuration(option_name(option));
            if (may_be_of_image && rule == paths::Rule::not_a_path) continue;
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
