#include "specs/hydra_defaults.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::specs {

namespace {

constexpr std::string_view list_key = "defaults:";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::string_view without_comment(std::string_view line) {
    if (line.starts_with('#')) return {};
    return line.substr(0, line.find(" #"));
}

std::string_view without_quotes(std::string_view text) {
    const bool quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'');
    return quoted && text.back() == text.front() ? text.substr(1, text.size() - 2) : text;
}

// GROUP/NAME of "NAME", "GROUP: NAME", "optional GROUP@PACKAGE: NAME"; empty: the line names no file.
std::string name_of(std::string_view item) {
    for (const std::string_view word : {"optional ", "override "}) {
        if (item.starts_with(word)) item = trimmed(item.substr(word.size()));
    }
    const std::size_t colon = item.find(": ");
    std::string_view group = colon == std::string_view::npos ? std::string_view() : item.substr(0, colon);
    std::string_view name =
        without_quotes(trimmed(colon == std::string_view::npos ? item : item.substr(colon + 1)));
    group = group.substr(0, group.find('@'));
    name = name.substr(0, name.find('@'));
    if (name.empty() || name == "_self_" || name == "null" || name.ends_with(':')) return {};
    if (name.find_first_of("[]{}$*") != std::string_view::npos) return {};
    std::string result = group.empty() ? std::string(name) : std::string(group) + "/" + std::string(name);
    if (!result.ends_with(".yaml") && !result.ends_with(".yml")) result += ".yaml";
    return result;
}

}  // namespace

HydraDefaults hydra_defaults(std::string_view content) {
    HydraDefaults found;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t newline = content.find('\n', begin);
        const std::size_t end = newline == std::string_view::npos ? content.size() : newline;
        const std::string_view line = content.substr(begin, end - begin);
        const std::string_view text = trimmed(without_comment(line));
        const bool in_list = found.place.end > found.place.begin;
        if (!in_list && line.starts_with(list_key)) {
            found.place = {.begin = begin, .end = end};
        } else if (in_list && !text.empty()) {
            // Its items may stand in the first column; the next key does, too.
            const bool is_item = text.starts_with("- ");
            if (!is_item && line.front() != ' ' && line.front() != '\t') return found;
            found.place.end = end;
            if (std::string name = is_item ? name_of(trimmed(text.substr(2))) : std::string(); !name.empty())
                found.files.push_back(std::move(name));
        }
        begin = end + 1;
    }
    return found;
}

std::vector<std::string> hydra_neighbours(const SpecText& spec, std::string_view root,
                                          const os::FileSystem& files) {
    std::vector<std::string> neighbours;
    if (spec.form != SpecForm::yaml) return neighbours;
    for (const std::string& name : hydra_defaults(spec.content).files) {
        std::string path =
            text::normalised(text::join(root, std::string_view(name).substr(name.starts_with('/'))));
        if (!name.starts_with('/')) {
            const std::string beside = text::normalised(text::join(text::parent(spec.path), name));
            if (files.exists(beside)) path = beside;
        }
        const bool noted = std::find(neighbours.begin(), neighbours.end(), path) != neighbours.end();
        const auto status = files.status(path);
        if (!noted && status && status->is_regular()) neighbours.push_back(std::move(path));
    }
    return neighbours;
}

}  // namespace tao::specs
