#include "project/values.hpp"

#include <algorithm>
#include <charconv>
#include <climits>

#include "project/interpolate.hpp"
#include "project/keys.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/secrets.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

std::string words_of(const Reading& reading, std::string_view path) {
    const KeyName* key = reading.names.find(path);
    return key == nullptr ? std::string() : std::string(key->words);
}

// A scalar with what it takes to tell a word or number from a text.
struct Word {
    std::string text;
    bool bare = false;  // without quotes, or filled in from a variable, which needs quotes inside [ ] and { }
};

std::optional<Word> read_word(const Reading& reading, const yaml::Node& node, std::string_view path) {
    const auto text = read_text(reading, node, path);
    if (!text) return std::nullopt;
    return Word{*text, node.plain || node.text.find('$') != std::string::npos};
}

bool is_yes_or_no(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower)
        letter = static_cast<char>(letter | 0x20);
    return lower == "yes" || lower == "no" || lower == "on" || lower == "off" || lower == "y" || lower == "n";
}

bool means_yes(std::string_view text) {
    return text[0] == 'y' || text[0] == 'Y' || text == "on" || text == "On" || text == "ON";
}

}  // namespace

std::string shown(std::string_view path) {
    constexpr std::string_view entry = "mounts[]";
    if (path == entry) return "a mount";
    if (path.ends_with("[]")) return "an entry of " + std::string(path.substr(0, path.size() - 2));
    if (path.starts_with(entry)) path.remove_prefix(entry.size() + 1);
    return std::string(path);
}

void report_wrong_type(const Reading& reading, const yaml::Node& node, std::string_view path,
                       std::string hint) {
    if (node.faulty) return;
    const std::string must = shown(path) + " must be " + words_of(reading, path);
    switch (node.kind) {
        case yaml::Node::Kind::null:
            reading.diagnostics.error("wrong-type", must + "; it has no value", node.where, std::move(hint));
            return;
        case yaml::Node::Kind::list:
            reading.diagnostics.error("wrong-type",
                                      must + (node.items.empty() ? ", not an empty list" : ", not a list"),
                                      node.where, std::move(hint));
            return;
        case yaml::Node::Kind::map:
            reading.diagnostics.error("wrong-type", must + ", not a map", node.where, std::move(hint));
            return;
        case yaml::Node::Kind::scalar:
            reading.diagnostics.error("wrong-type",
                                      must + ", not " + text::quoted(text::without_secrets(node.text)),
                                      node.where, std::move(hint));
            return;
    }
}

bool expect_map(const Reading& reading, const yaml::Node& node, std::string_view path) {
    if (node.kind == yaml::Node::Kind::map || node.kind == yaml::Node::Kind::null) return true;
    report_wrong_type(reading, node, path);
    return false;
}

bool expect_list(const Reading& reading, const yaml::Node& node, std::string_view path) {
    if (node.kind == yaml::Node::Kind::list || node.kind == yaml::Node::Kind::null) return true;
    const bool has_dash = node.is_scalar() && node.plain && node.text.size() > 1 && node.text[0] == '-';
    report_wrong_type(reading, node, path,
                      has_dash ? "a blank is missing behind the -: write - " +
                                     text::visible(text::without_secrets(node.text.substr(1)))
                               : "begin each entry with a - on its own line");
    return false;
}

namespace {

// What is said of a key that does not exist: the one that was meant, where it stands, or which there are.
std::string where_it_stands(const Reading& reading, std::string_view name,
                            const std::vector<std::string>& here) {
    const std::string path = reading.names.elsewhere(name);
    const auto dot = path.rfind('.');
    if (path.empty()) return "the keys are " + text::joined(here);
    if (dot == std::string::npos) return path + " stands at the first level: its line begins with it";
    const std::string above = path.substr(0, dot);
    if (above.ends_with("[]"))
        return path.substr(dot + 1) + " stands in an entry of " + above.substr(0, above.size() - 2) +
               ", behind a -";
    return path.substr(dot + 1) + " stands below " + above + ", indented";
}

// data: ./data, at the first level: a directory to be mounted.
std::string hint_for_directory(const Reading& reading, std::string_view key, const yaml::Node& value,
                               std::string_view path) {
    if (!reading.names.is_below("", "mounts") || !reading.names.elsewhere(key).empty()) return {};
    const bool is_path =
        value.is_scalar() && value.text.find(':') == std::string::npos &&
        (value.text.starts_with("./") || value.text.starts_with('/') || value.text.starts_with("~/"));
    if (!is_path || !path.empty()) return {};
    return "for a directory that tasks see write below mounts: - " + text::visible(value.text) + ":/" +
           text::visible(key);
}

// engine:docker is one word of YAML: what to write, if it begins with a key of the map.
std::string with_blank(const Reading& reading, std::string_view key, std::string_view path) {
    const auto colon = key.find(':');
    if (colon == std::string_view::npos || !reading.names.is_below(path, key.substr(0, colon))) return {};
    return std::string(key.substr(0, colon)) + ": " + std::string(key.substr(colon + 1));
}

}  // namespace

std::vector<std::string> check_keys(const Reading& reading, const yaml::Node& map, std::string_view path) {
    std::vector<std::string> meant;
    for (const yaml::Entry& entry : map.entries) {
        if (reading.names.is_below(path, entry.key)) continue;
        const std::string parted = with_blank(reading, entry.key, path);
        if (!parted.empty()) {
            reading.diagnostics.error("unknown-key",
                                      "a blank is missing behind the colon of " + text::quoted(entry.key),
                                      entry.key_where, "write " + text::visible(parted));
            meant.push_back(entry.key.substr(0, entry.key.find(':')));
            continue;
        }
        const std::string near = reading.names.suggestion(path, entry.key);
        if (!near.empty()) meant.push_back(near);
        const std::string directory =
            near.empty() ? hint_for_directory(reading, entry.key, entry.value, path) : "";
        reading.diagnostics.error("unknown-key",
                                  text::quoted(entry.key) + " is not a key of " +
                                      (path.empty() ? std::string(reading.file_is) : shown(path)),
                                  entry.key_where,
                                  !near.empty() ? "did you mean " + near + "?"
                                  : !directory.empty()
                                      ? directory
                                      : where_it_stands(reading, entry.key, reading.names.below(path)));
    }
    return meant;
}

bool is_no_text(const yaml::Node& node) {
    if (!node.is_scalar() || !node.plain || node.text.empty()) return false;
    if (node.text == "true" || node.text == "false") return true;
    const std::string_view digits =
        std::string_view(node.text).substr(text::is_one_of("+-", node.text.front()) ? 1 : 0);
    const auto point = std::min(digits.find('.'), digits.size());
    const std::string_view behind = digits.substr(std::min(point + 1, digits.size()));
    return text::is_number(digits.substr(0, point)) && (behind.empty() || text::is_number(behind));
}

std::optional<std::string> read_text(const Reading& reading, const yaml::Node& node, std::string_view path) {
    if (!node.is_scalar()) {
        report_wrong_type(reading, node, path);
        return std::nullopt;
    }
    std::vector<EnvironmentUse> uses;
    const bool is_secret =
        reading.secrets != nullptr && !reading.secrets->empty() && reading.secrets->back() == node.where;
    auto text = interpolate(node, reading.context, reading.diagnostics, uses, is_secret);
    if (reading.uses != nullptr) {
        for (EnvironmentUse& use : uses) {
            use.key = path;
            reading.uses->push_back(std::move(use));
        }
    }
    return text;
}

std::optional<std::string> read_path(const Reading& reading, const yaml::Node& node, std::string_view path) {
    auto text = read_text(reading, node, path);
    if (!text) return std::nullopt;
    if (text->empty()) {
        reading.diagnostics.error(
            "empty-path", shown(path) + " is empty; it must be " + words_of(reading, path), node.where,
            path == "mounts[]" || path == "mounts[].source" ? "for the project directory write ." : "");
        return std::nullopt;
    }
    for (const char bad : {'\0', '\n'}) {
        if (text->find(bad) == std::string::npos) continue;
        reading.diagnostics.error(
            "bad-path",
            shown(path) + " has a " + (bad == '\n' ? "line break" : "NUL character") +
                " in it, which no path can have here: " + text::quoted(text::without_secrets(*text)),
            node.where);
        return std::nullopt;
    }
    if (text->size() >= PATH_MAX) {
        reading.diagnostics.error("bad-path",
                                  shown(path) + " is longer than a path can be, which is " +
                                      std::to_string(PATH_MAX - 1) +
                                      " bytes: " + text::quoted(text::without_secrets(*text)),
                                  node.where);
        return std::nullopt;
    }
    return text;
}

std::optional<bool> read_boolean(const Reading& reading, const yaml::Node& node, std::string_view path) {
    const auto word = read_word(reading, node, path);
    if (!word) return std::nullopt;
    for (const bool value : {true, false}) {
        const std::string name = value ? "true" : "false";
        if (word->text != name) continue;
        if (word->bare) return value;
        report_wrong_type(reading, node, path, "in quotes it is a text; write " + name);
        return std::nullopt;
    }
    report_wrong_type(reading, node, path,
                      is_yes_or_no(word->text)
                          ? std::string("write ") + (means_yes(word->text) ? "true" : "false")
                          : std::string());
    return std::nullopt;
}

std::optional<long long> read_integer(const Reading& reading, const yaml::Node& node, std::string_view path,
                                      long long smallest, long long largest) {
    const auto word = read_word(reading, node, path);
    if (!word) return std::nullopt;
    long long number = 0;
    const char* end = word->text.data() + word->text.size();
    const auto result = std::from_chars(word->text.data(), end, number);
    const bool whole = result.ec == std::errc{} && result.ptr == end;
    if (whole && word->bare && number >= smallest && number <= largest) return number;
    report_wrong_type(reading, node, path, whole && !word->bare ? "remove the quotes" : "");
    return std::nullopt;
}

std::optional<std::size_t> read_choice(const Reading& reading, const yaml::Node& node, std::string_view path,
                                       std::span<const std::string_view> words) {
    const auto word = read_word(reading, node, path);
    if (!word) return std::nullopt;
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (word->text == words[index]) return index;
        if (word->bare && words[index] == "on" && word->text == "true") return index;
        if (word->bare && words[index] == "off" && word->text == "false") return index;
    }
    const auto near = text::closest(word->text, {words.begin(), words.end()});
    report_wrong_type(reading, node, path, near ? "did you mean " + *near + "?" : "");
    return std::nullopt;
}

}  // namespace tao::project
