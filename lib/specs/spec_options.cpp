#include "specs/spec_options.hpp"

#include <algorithm>
#include <iterator>

namespace tao::specs {

namespace {

// NVIDIA's parsers take the beginning of an option's name for it.
constexpr std::string_view long_form = "--experiment_spec_file";
constexpr std::string_view beginning_of_long_form = "--exp";

constexpr std::string_view spec_options[] = {
    "-e",  // nearly every task
    long_form,
    "--experiment_spec",
    "--experiment-spec",
    "-d",  // dataset_convert
    "--dataset_export_spec",
    "--dataset-export-spec",
    "--dataset_spec",
    "--spec_file",
};

// What such an option or key may end with, but for the words behind: --config_file is --config.
constexpr std::string_view names_of_specs[] = {"spec", "specs",  "config",  "configs", "conf",
                                               "cfg",  "params", "hparams", "settings"};
constexpr std::string_view words_behind[] = {"_file", "-file", "_path", "-path", "_filename"};

}  // namespace

bool is_spec_option(std::string_view word) {
    return std::find(std::begin(spec_options), std::end(spec_options), word) != std::end(spec_options) ||
           (word.starts_with(beginning_of_long_form) && long_form.starts_with(word));
}

bool needs_spec(std::string_view option, const std::vector<paths::Word>& words) {
    if (!is_spec_option(option) || option == "-d") return false;
    return option != "-e" || std::none_of(words.begin(), words.end(),
                                          [](const paths::Word& one) { return one.after == "converter"; });
}

bool names_spec(std::string_view option, const std::vector<paths::Word>& words) {
    if (needs_spec(option, words)) return true;
    for (const std::string_view behind : words_behind) {
        if (option.ends_with(behind)) option.remove_suffix(behind.size());
    }
    const std::string_view last = option.substr(option.find_last_of("_-.+~") + 1);
    return std::find(std::begin(names_of_specs), std::end(names_of_specs), last) != std::end(names_of_specs);
}

}  // namespace tao::specs
