#include "specs/form.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tao::specs {

namespace {

struct Ending {
    std::string_view text;
    SpecForm form;
};

constexpr std::array<Ending, 7> endings{{
    {".yaml", SpecForm::yaml},
    {".yml", SpecForm::yaml},
    {".json", SpecForm::json},
    {".txt", SpecForm::text},
    {".prototxt", SpecForm::text},
    {".conf", SpecForm::text},
    {".cfg", SpecForm::text},
}};

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

bool is_text(std::string_view content) {
    return content.find('\0') == std::string_view::npos;
}

SpecForm form_of(std::string_view path, std::string_view content) {
    const SpecForm form = form_by_name(path).value_or(SpecForm::text);
    return form == SpecForm::text && begins_as_json(content) ? SpecForm::json : form;
}

}  // namespace tao::specs
