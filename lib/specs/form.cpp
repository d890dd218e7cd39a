#include "specs/form.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace tao::specs {

namespace {

struct Ending {
    std::string_view text;
    SpecForm form;
};

constexpr std::array<Ending, 14> endings{{
    {".yaml", SpecForm::yaml},
    {".yml", SpecForm::yaml},
    {".json", SpecForm::json},
    {".txt", SpecForm::text},
    {".prototxt", SpecForm::text},
    {".conf", SpecForm::text},
    {".cfg", SpecForm::text},
    {".config", SpecForm::text},
    {".pbtxt", SpecForm::text},
    {".spec", SpecForm::text},
    {".ini", SpecForm::text},
    {".toml", SpecForm::text},
    {".textproto", SpecForm::text},
    {".py", SpecForm::text},
}};

constexpr std::string_view list_endings[] = {".csv", ".tsv", ".lst", ".list", ".jsonl", ".manifest"};

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
    return text.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(), text.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char one, char other) { return one == lower(other); });
}

std::optional<SpecForm> form_by_name(std::string_view path) {
    for (const Ending& ending : endings) {
        if (ends_with_ignoring_case(path, ending.text)) return ending.form;
    }
    return std::nullopt;
}

// Names that say nothing of how the text is written; without one of the endings they are behind an option that does.
bool may_be_yaml(std::string_view path) {
    return ends_with_ignoring_case(path, ".config") || ends_with_ignoring_case(path, ".spec") ||
           !form_by_name(path);
}

// By the first line that only one of them has: a "- " or a key alone, against the "{" of protobuf text and a [section].
bool begins_as_yaml(std::string_view content) {
    while (!content.empty()) {
        const std::size_t end = std::min(content.find('\n'), content.size());
        std::string_view line = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        constexpr std::string_view blanks = " \t\r";
        const std::size_t first = line.find_first_not_of(blanks);
        if (first == std::string_view::npos || line[first] == '#') continue;
        line = line.substr(0, line.find(" #"));
        line = line.substr(first, line.find_last_not_of(blanks) + 1 - first);
        if (line.starts_with("---") || line.starts_with("- ") || line.ends_with(':')) return true;
        if (line.ends_with('{') || line.ends_with('}') || line.starts_with('[')) return false;
    }
    return false;
}

// An object or a list of JSON; protobuf text begins with a name, an INI file's [section] with one behind the bracket.
bool begins_as_json(std::string_view content) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = content.find_first_not_of(blanks);
    if (first == std::string_view::npos || (content[first] != '{' && content[first] != '[')) return false;
    const auto second = content.find_first_not_of(blanks, first + 1);
    return second != std::string_view::npos &&
           std::string_view("\"{}").find(content[second]) != std::string_view::npos;
}

}  // namespace

bool has_spec_name(std::string_view path) {
    return form_by_name(path.substr(path.rfind('/') + 1)).has_value();
}

bool has_list_name(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return std::any_of(std::begin(list_endings), std::end(list_endings),
                       [&](std::string_view ending) { return ends_with_ignoring_case(name, ending); });
}

bool is_program(std::string_view path) {
    return ends_with_ignoring_case(path, ".py");
}

bool is_text(std::string_view content) {
    return content.find('\0') == std::string_view::npos;
}

SpecForm form_of(std::string_view path, std::string_view content) {
    const SpecForm form = form_by_name(path).value_or(SpecForm::text);
    if (form != SpecForm::text) return form;
    if (begins_as_json(content)) return SpecForm::json;
    return may_be_yaml(path) && begins_as_yaml(content) ? SpecForm::yaml : form;
}

}  // namespace tao::specs
