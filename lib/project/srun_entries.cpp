#include "project/srun_entries.hpp"

#include <algorithm>
#include <vector>

#include "project/srun_options.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/yaml.hpp"

namespace tao::project {

namespace {

constexpr std::string_view blank_bytes = " \t";

// By its long name, whatever was written.
std::string in_full(std::string_view word) {
    const SrunOption option = srun_option(word);
    if (option.kind == SrunOption::Kind::none || word.starts_with("--")) return std::string(word);
    return option.name + (option.has_value ? "=" + option.value : "");
}

// As it stands in a list in brackets.
std::string in_list(std::string_view entry) {
    const bool plain = entry.find_first_of(",[]{}#\"'") == std::string_view::npos;
    return plain ? text::visible(entry) : text::quoted_scalar(entry);
}

// The options of a command line, each with its value.
std::vector<std::string> options_in(std::string_view line) {
    std::vector<std::string> options;
    while (true) {
        line.remove_prefix(std::min(line.find_first_not_of(blank_bytes), line.size()));
        if (line.empty()) return options;
        const std::string_view word = line.substr(0, line.find_first_of(blank_bytes));
        line.remove_prefix(word.size());
        if (word.starts_with('-') || options.empty()) {
            options.push_back(in_full(word));
        } else {
            options.back().append(options.back().find('=') == std::string::npos ? "=" : " ").append(word);
        }
    }
}

std::string write_them(const std::vector<std::string>& options) {
    std::vector<std::string> entries;
    entries.reserve(options.size());
    for (const std::string& option : options)
        entries.push_back(in_list(option));
    if (entries.size() == 1) return "write " + entries.front();
    return "write each as an entry of its own: " + text::joined(entries);
}

// "--partition gpu", "-p gpu", "--partition=gpu --gpus=4"; a value may have blanks in it.
bool is_several_words(std::string_view entry) {
    const auto blank = entry.find_first_of(blank_bytes);
    if (!entry.starts_with('-') || blank == std::string_view::npos) return false;
    constexpr std::size_t end_of_letter = 2;
    const std::size_t end = entry.starts_with("--") ? std::min(entry.find('='), entry.size()) : end_of_letter;
    return blank <= end || entry.find(" -", blank) != std::string_view::npos;
}

bool is_in_quotes(std::string_view value) {
    return value.size() > 1 && value.front() == value.back() &&
           (value.front() == '"' || value.front() == '\'');
}

}  // namespace

std::optional<SrunFault> fault_of_srun_entry(std::string_view entry) {
    if (is_several_words(entry)) {
        return SrunFault{text::quoted(entry) + " is more than one word, and srun gets each entry as one",
                         write_them(options_in(entry))};
    }
    const SrunOption option = srun_option(entry);
    if (!is_in_quotes(option.value)) return std::nullopt;
    const std::string bare = option.value.substr(1, option.value.size() - 2);
    return SrunFault{
        "the quotes around the value of " + option.name + " would be a part of it: no shell takes them away",
        "write " + text::quoted_scalar(option.name + "=" + bare)};
}

std::string srun_entries_for(const yaml::Node& node) {
    std::vector<std::string> options;
    if (node.is_scalar()) options = options_in(node.text);
    for (const yaml::Entry& entry : node.entries) {
        if (!entry.value.is_scalar()) return {};
        const std::string dashes = entry.key.starts_with('-') ? "" : entry.key.size() == 1 ? "-" : "--";
        options.push_back(in_full(dashes + entry.key) + "=" + entry.value.text);
    }
    if (options.empty() || !options.front().starts_with('-')) return {};
    std::vector<std::string> entries;
    entries.reserve(options.size());
    for (const std::string& option : options)
        entries.push_back(in_list(option));
    return "write [" + text::joined(entries) + "]";
}

}  // namespace tao::project
