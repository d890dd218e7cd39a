#include "specs/hydra_defaults.hpp"

#include <algorithm>
#include <utility>

#include "text/path.hpp"
#include "text/utf8.hpp"

namespace tao::specs {

namespace {

constexpr std::string_view list_keys[] = {"defaults:", "\"defaults\":", "'defaults':"};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
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
    group = without_quotes(trimmed(group));
    group = group.substr(0, group.find('@'));
    name = name.substr(0, name.find('@'));
    if (name.empty() || name == "_self_" || name == "null" || name.ends_with(':')) return {};
    if (name.find_first_of("[]{}$*") != std::string_view::npos) return {};
    std::string result = group.empty() ? std::string(name) : std::string(group) + "/" + std::string(name);
    if (!result.ends_with(".yaml") && !result.ends_with(".yml")) result += ".yaml";
    return result;
}

// Where the bracket that begins there is closed, in quotes or not; the end of the text: nowhere.
std::size_t end_of_brackets(std::string_view content, std::size_t begin) {
    std::size_t depth = 0;
    for (std::size_t at = begin; at < content.size(); ++at) {
        const char byte = content[at];
        if (byte == '[' || byte == '{') ++depth;
        if ((byte == ']' || byte == '}') && --depth == 0) return at + 1;
    }
    return content.size();
}

// The elements of "a, {b: c}, d: [e, f]", from the left.
std::vector<std::string_view> elements_of(std::string_view list) {
    std::vector<std::string_view> elements;
    for (std::size_t begin = 0; begin < list.size();) {
        std::size_t end = begin;
        while (end < list.size() && list[end] != ',')
            end = list[end] == '[' || list[end] == '{' ? end_of_brackets(list, end) : end + 1;
        elements.push_back(trimmed(list.substr(begin, end - begin)));
        begin = end + 1;
    }
    return elements;
}

bool is_in_brackets(std::string_view text, char opening, char closing) {
    return text.size() > 1 && text.front() == opening && text.back() == closing;
}

// The files of an item: of "NAME" and "GROUP: NAME" one, of "{GROUP: NAME, ...}" and "GROUP: [NAME, ...]" several.
void add_item(std::string_view item, std::vector<std::string>& files) {
    const auto add = [&](std::string_view one) {
        if (std::string name = name_of(one); !name.empty()) files.push_back(std::move(name));
    };
    if (is_in_brackets(item, '{', '}')) {
        for (const std::string_view pair : elements_of(item.substr(1, item.size() - 2)))
            if (!pair.starts_with('{')) add_item(pair, files);
        return;
    }
    const std::size_t colon = item.find(": ");
    const std::string_view names =
        colon == std::string_view::npos ? std::string_view() : trimmed(item.substr(colon + 1));
    if (!is_in_brackets(names, '[', ']')) return add(item);
    for (const std::string_view name : elements_of(names.substr(1, names.size() - 2)))
        add(std::string(item.substr(0, colon + 2)) + std::string(without_quotes(name)));
}

std::size_t indentation(std::string_view line) {
    return std::min(line.find_first_not_of(" \t"), line.size());
}

// How long the key of the list is at the begin of the line; 0: it is another line.
std::size_t length_of_list_key(std::string_view line) {
    for (const std::string_view key : list_keys) {
        if (line.starts_with(key)) return key.size();
    }
    return 0;
}

}  // namespace

HydraDefaults hydra_defaults(std::string_view content) {
    HydraDefaults found;
    std::string_view group;  // of an item whose names follow in lines of their own
    std::size_t group_column = 0;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t newline = content.find('\n', begin);
        const std::size_t end = newline == std::string_view::npos ? content.size() : newline;
        const std::string_view line = content.substr(begin, end - begin);
        const std::string_view text = trimmed(without_comment(line));
        const bool in_list = found.place.end > found.place.begin;
        const std::size_t mark = text::length_of_byte_order_mark(line);
        const std::size_t key = in_list ? 0 : length_of_list_key(line.substr(mark));
        if (key > 0) {
            found.place = {.begin = begin, .end = end};
            const bool is_alone = text.ends_with(':');  // its list may follow in the next line
            const std::size_t bracket =
                content.find_first_not_of(" \t\r\n", is_alone ? end : begin + mark + key);
            const bool is_list = bracket != std::string_view::npos && content[bracket] == '[';
            const std::size_t list_end = is_list ? end_of_brackets(content, bracket) : 0;
            if (list_end > 0 && content[list_end - 1] == ']') {
                found.place.end = list_end;
                const std::string_view list = content.substr(bracket + 1, found.place.end - bracket - 1);
                for (const std::string_view item : elements_of(list.substr(0, list.rfind(']'))))
                    add_item(item, found.files);
                return found;
            }
        } else if (in_list && !text.empty()) {
            // Its items may stand in the first column; the next key does, too.
            const bool is_item = text.starts_with("- ");
            if (!is_item && line.front() != ' ' && line.front() != '\t') return found;
            found.place.end = end;
            const std::string_view item = is_item ? trimmed(text.substr(2)) : std::string_view();
            if (!group.empty() && indentation(line) <= group_column) group = {};
            if (!group.empty()) {
                add_item(std::string(group) + " " + std::string(item), found.files);
            } else {
                add_item(item, found.files);
            }
            if (item.ends_with(':')) {
                group = item;
                group_column = indentation(line);
            }
        }
        begin = end + 1;
    }
    return found;
}

std::vector<std::string> hydra_neighbours(const SpecText& spec, const HydraPlaces& places,
                                          const os::FileSystem& files) {
    std::vector<std::string> neighbours;
    if (spec.form != SpecForm::yaml) return neighbours;
    const auto is_file = [&](const std::string& path) {
        const auto status = files.status(path);
        return status && status->is_regular();
    };
    std::vector<std::string> directories{places.root};
    directories.insert(directories.end(), places.others.begin(), places.others.end());
    for (const std::string& written : hydra_defaults(spec.content).files) {
        const bool from_root = written.starts_with('/');
        const std::string_view name = std::string_view(written).substr(from_root ? 1 : 0);
        const std::string_view group = name.substr(0, std::min(name.rfind('/'), name.size()));
        if (std::find(places.chosen.begin(), places.chosen.end(), group) != places.chosen.end()) continue;
        std::vector<std::string> candidates;
        candidates.reserve(directories.size() + 1);
        if (!from_root) candidates.push_back(text::normalised(text::join(text::parent(spec.path), name)));
        for (const std::string& directory : directories)
            candidates.push_back(text::normalised(text::join(directory, name)));
        const auto found = std::find_if(candidates.begin(), candidates.end(), is_file);
        if (found == candidates.end()) continue;
        if (std::find(neighbours.begin(), neighbours.end(), *found) == neighbours.end())
            neighbours.push_back(*found);
    }
    return neighbours;
}

}  // namespace tao::specs
