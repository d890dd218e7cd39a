#include "paths/never_translated.hpp"

#include <algorithm>

#include "text/path.hpp"
#include "text/secrets.hpp"

namespace tao::paths {

namespace {

// Model keys are arbitrary text ("/", "+", "=" as in base64), and they must arrive as they are: translated,
// or shown in a warning, a key is lost.
constexpr std::string_view secrets[] = {
    "-k",                // every task of the TensorFlow and PyTorch generations
    "--key",             // its long form
    "--encryption_key",  // tao-converter's and the Hydra name as an option
    "key",               // Hydra: key=...
    "encryption_key",    // Hydra, 4.x and later
    "*.encryption_key",  // the same inside a group: export.encryption_key=...
};

bool is_option(std::string_view pattern) {
    return pattern.starts_with('-');
}

// Hydra's signs for "add", "add or override", "delete" in front of a key are no part of its name.
std::string_view without_hydra_signs(std::string_view key) {
    while (key.starts_with('+') || key.starts_with('~'))
        key.remove_prefix(1);
    return key;
}

// A notebook's %env keeps quotes, which the launcher's shells take away.
std::string_view without_quotes(std::string_view word) {
    const bool quoted = word.size() > 1 && word.starts_with('"') && word.ends_with('"');
    return quoted ? word.substr(1, word.size() - 2) : word;
}

bool matches_key(std::string_view pattern, std::string_view key) {
    if (!pattern.starts_with("*.")) return key == pattern;
    return key.ends_with(pattern.substr(1));
}

bool holds(std::string_view pattern, std::string_view word) {
    const auto equals = word.find('=');
    if (!is_option(pattern)) {
        return equals != std::string_view::npos &&
               matches_key(pattern, without_hydra_signs(word.substr(0, equals)));
    }
    if (!word.starts_with(pattern)) return false;
    if (equals == pattern.size()) return true;
    const bool is_short = pattern.size() == 2 && pattern != "--";
    return is_short && word.size() > pattern.size();
}

template <typename Predicate>
bool any_pattern(const std::vector<std::string>& never, Predicate predicate) {
    return std::any_of(std::begin(secrets), std::end(secrets), predicate) ||
           std::any_of(never.begin(), never.end(), predicate);
}

}  // namespace

bool hides_next_word(std::string_view word, const std::vector<std::string>& never) {
    return word.starts_with('-') &&
           any_pattern(never, [&](std::string_view pattern) { return pattern == word; });
}

bool holds_secret(std::string_view word, const std::vector<std::string>& never) {
    return any_pattern(never, [&](std::string_view pattern) { return holds(pattern, word); });
}

std::vector<std::string> masked_words(const std::vector<std::string>& words) {
    std::vector<std::string> shown;
    text::CommandSecrets command;
    std::string_view before;
    for (const std::string& typed : words) {
        const std::string word(without_quotes(typed));
        const bool is_value =
            hides_next_word(before, {}) || (text::takes_secret(before) && !word.starts_with('-'));
        const std::size_t secret = command.next(word);
        if (is_value) {
            // It may have an "=" of its own (base64), so nothing of it stays.
            shown.emplace_back(text::mask);
        } else if (holds_secret(word, {})) {
            const auto equals = word.find('=');
            const bool is_glued = word.starts_with('-') && !word.starts_with("--") && equals != 2;
            shown.push_back(word.substr(0, is_glued ? 2 : equals + 1) + std::string(text::mask));
        } else if (secret != std::string_view::npos) {
            shown.push_back(word.substr(0, secret) + std::string(text::mask));
        } else {
            shown.push_back(text::masked_word(typed));
        }
        before = without_quotes(typed);
    }
    return shown;
}

bool is_url(std::string_view value) {
    return value.find("://") != std::string_view::npos;
}

bool is_special_file(std::string_view value) {
    if (value == "-") return true;
    if (!text::is_absolute(value)) return false;
    const std::string path = text::normalised(value);
    return text::is_under(path, "/dev") || text::is_under(path, "/proc");
}

}  // namespace tao::paths
