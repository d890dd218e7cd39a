#include "project/misnamed_file.hpp"

#include <algorithm>

#include "os/working_directory.hpp"
#include "project/owners.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::project {

namespace {

bool is_separator(char letter) {
    return letter == '-' || letter == '_' || letter == '.' || letter == ' ';
}

// Browsers number what they load twice: "tao-project (1).yaml".
std::string_view without_number(std::string_view name) {
    const auto opening = name.rfind('(');
    if (opening == std::string_view::npos || !name.ends_with(')')) return name;
    const std::string_view number = name.substr(opening + 1, name.size() - opening - 2);
    return text::is_number(number) ? name.substr(0, opening) : name;
}

// taoproject of Tao_Project.yml, tao-project.yaml.txt; empty without such an end. Editors' copies (.bak, ~) have another.
std::string bare_name(std::string_view name) {
    std::string lower(name);
    for (char& letter : lower)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    if (lower.ends_with(".txt")) lower.resize(lower.size() - 4);
    const auto dot = lower.rfind('.');
    const std::string end = dot == std::string::npos ? "" : lower.substr(dot);
    if (end != ".yaml" && end != ".yml" && end != ".json") return {};
    lower.resize(without_number(std::string_view(lower).substr(0, dot)).size());
    std::erase_if(lower, is_separator);
    return lower;
}

}  // namespace

std::optional<std::string> misnamed_in(const std::string& directory, const os::Environment& environment,
                                       uid_t user, const os::FileSystem& files) {
    const Owners owners(user, environment);
    for (const std::string& name : files.list(directory)) {
        if (name == file_name || bare_name(name) != "taoproject") continue;
        std::string file = text::join(directory, name);
        const auto link = files.link_status(file);
        const auto status = files.status(file);
        if (link && owners.accept(link->owner) && status && status->is_regular() &&
            owners.accept(status->owner))
            return file;
    }
    return std::nullopt;
}

std::optional<std::string> find_misnamed(const Search& found, const os::Environment& environment,
                                         const std::string& working_directory, uid_t user,
                                         const os::FileSystem& files) {
    if (!environment.get_or_empty("TAO_PROJECT").empty() || !working_directory.starts_with('/'))
        return std::nullopt;
    std::string home(environment.get_or_empty("HOME"));
    while (home.size() > 1 && home.ends_with('/'))
        home.pop_back();
    for (std::string at = os::apparent_directory(environment, working_directory, files);;
         at = text::parent(at)) {
        if (found.outcome != Search::Outcome::none && at == found.directory) return std::nullopt;
        if (auto file = misnamed_in(at, environment, user, files)) return file;
        if (at == "/" || at == home) return std::nullopt;
    }
}

std::string misnamed_message(const std::string& file) {
    return text::quoted(file) + " is not read: the project file is called " + file_name +
           "\ntype: " + rename_misnamed(file);
}

std::string rename_misnamed(const std::string& file) {
    return "mv " + text::shell_word(file) + " " + text::shell_word(text::join(text::parent(file), file_name));
}

}  // namespace tao::project
