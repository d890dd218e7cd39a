#include "launcher/command_line.hpp"

#include <algorithm>
#include <array>

namespace tao::launcher {

namespace {

constexpr std::array<std::string_view, 3> groups = {"model", "dataset", "deploy"};
constexpr std::array<std::string_view, 3> instance_words = {"list", "stop", "info"};
constexpr std::array<std::string_view, 3> client_words = {"login", "logout", "whoami"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_option(std::string_view word) {
    return word.starts_with('-');
}

// create-job, list-datasets: small letters and hyphens between them. A file name has a slash or a dot.
bool is_hyphenated(std::string_view word) {
    const bool letters = std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return letters && !word.starts_with('-') && !word.ends_with('-') &&
           word.find('-') != std::string_view::npos;
}

}  // namespace

bool is_group(std::string_view word) {
    return contains(groups, word);
}

bool is_instance_word(std::string_view word) {
    return contains(instance_words, word);
}

bool is_client_line(const std::vector<std::string>& words) {
    if (words.empty()) return false;
    if (contains(client_words, words[0])) return true;
    return words.size() > 1 && !is_option(words[0]) && !is_group(words[0]) && is_hyphenated(words[1]);
}

bool is_launcher_line(const std::vector<std::string>& words) {
    if (words.empty() || is_option(words[0]) || is_client_line(words)) return false;
    if (is_instance_word(words[0]) || is_group(words[0])) return true;
    return words.size() > 1 && !is_option(words[1]);
}

CommandLine parse_command_line(const std::vector<std::string>& words, Grammar grammar) {
    CommandLine line;
    if (words.empty()) return line;
    const std::string& first = words[0];
    if (is_option(first)) {
        line.request = Request::help;
        return line;
    }
    line.leading_words = 1;
    if (is_instance_word(first)) {
        line.request = Request::instance;
        return line;
    }

    const bool with_group = is_group(first);
    line.native = with_group == (grammar == Grammar::group_first);
    // A group is only read as one where the line has that grammar or can be carried over from it.
    std::size_t at = 0;
    if (with_group) {
        line.group = first;
        at = 1;
        if (words.size() == 1 || is_option(words[1])) {
            line.request = Request::help;
            return line;
        }
    }
    line.request = Request::task;
    line.task = words[at];
    line.leading_words = at + 1;
    if (words.size() > at + 1 && !is_option(words[at + 1])) {
        line.subtask = words[at + 1];
        line.leading_words = at + 2;
    }
    return line;
}

}  // namespace tao::launcher
