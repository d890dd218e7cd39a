#include "commands/init/values.hpp"

#include <algorithm>

#include "text/json_value.hpp"
#include "text/secrets.hpp"
#include "text/yaml.hpp"

namespace tao::commands {

using text::yaml_scalar;

namespace {

constexpr const char* unknown_key = "\x01unknown";
constexpr const char* open_key = "\x01open";
// Control characters, which the reader of notebooks takes out of cells.
constexpr char begins = '\x01';
constexpr char ends = '\x02';

// On one line, whatever is in it.
std::string compact(const text::Json& value) {
    std::string text = value.is_string() ? value.get<std::string>()
                                         : value.dump(-1, ' ', false, text::Json::error_handler_t::replace);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return in_project_file(text);
}

}  // namespace

NotebookPlace NotebookPlace::of(const text::Json& place) {
    if (!place.is_object()) return {};
    return {place.value("cell", 0), place.value("line", 0), place.value("text", "")};
}

std::string show(const NotebookPlace& place) {
    return (place.cell < 0 ? "" : "cell " + std::to_string(place.cell) + ", ") + "line " +
           std::to_string(place.line);
}

std::string show_line(const NotebookPlace& place) {
    return place.cell == 0 ? "" : show(place) + ": " + text::without_secrets(place.text);
}

bool is_unknown(const text::Json& value) {
    return value.is_object() && value.contains(unknown_key);
}

bool holds_unknown(const text::Json& value) {
    return is_unknown(value) ||
           (value.is_structured() && std::any_of(value.begin(), value.end(), holds_unknown));
}

std::string readings_of(const text::Json& unknown) {
    std::string all;
    for (const text::Json& reading : unknown[unknown_key].value("readings", text::Json::array())) {
        if (holds_unknown(reading)) continue;
        all += (all.empty() ? "" : " or ") + compact(reading);
    }
    return all;
}

std::optional<std::string> left_open(const text::Json& value) {
    if (!value.is_object() || !value.contains(open_key)) return std::nullopt;
    return value[open_key].value("was", "");
}

NotebookPlace place_of(const text::Json& value) {
    return NotebookPlace::of(value[is_unknown(value) ? unknown_key : open_key]);
}

std::string reference(std::string_view name) {
    return begins + std::string(name) + ends;
}

std::optional<std::string> referenced(std::string_view text) {
    if (text.size() < 3 || text.front() != begins || text.find(ends) != text.size() - 1) return std::nullopt;
    return std::string(text.substr(1, text.size() - 2));
}

std::string in_project_file(std::string_view text) {
    std::string result;
    for (const char byte : text) {
        switch (byte) {
            case begins:
                result += "${";
                break;
            case ends:
                result += "}";
                break;
            case '$':
                result += "$$";
                break;
            default:
                result += byte;
        }
    }
    return result;
}

std::string one_line(const text::Json& value) {
    if (is_unknown(value)) {
        const std::string readings = readings_of(value);
        return readings.empty() ? in_project_file(place_of(value).text) : readings;
    }
    if (const auto was = left_open(value)) return in_project_file(*was);
    return compact(value);
}

std::string to_complete(const text::Json& value) {
    if (value.is_string()) return yaml_scalar(in_project_file(value.get<std::string>()));
    if (!holds_unknown(value)) return left_open(value) ? "FIXME" : compact(value);
    if (!is_unknown(value)) return "FIXME";
    const auto readings = value[unknown_key].value("readings", text::Json::array());
    return readings.size() == 1 ? to_complete(readings.front()) : "FIXME";
}

text::Json without_marks(const text::Json& value) {
    const auto plain = [](std::string text) {
        std::erase_if(text, [](char byte) { return byte == begins || byte == ends; });
        return text;
    };
    text::Json result = value;
    if (value.is_string()) return plain(value.get<std::string>());
    if (value.is_array()) {
        for (text::Json& one : result)
            one = without_marks(one);
    }
    if (value.is_object()) {
        result = text::Json::object();
        for (const auto& [key, one] : value.items())
            result[plain(key)] = without_marks(one);
    }
    return result;
}

std::string fixme(const NotebookPlace& place, const std::string& what) {
    return "FIXME: " + what + (place.cell == 0 ? "" : " (" + show_line(place) + ")");
}

// Why a value is not in the file, and what it may be.
std::string fixme_unknown(const text::Json& unknown) {
    const std::string readings = readings_of(unknown);
    return fixme(place_of(unknown), readings.empty()
                                        ? "only the notebook's run tells what this is; write it in"
                                        : "only the notebook's run tells whether this is " + readings);
}

}  // namespace tao::commands
