#include "commands/init/refused_original.hpp"

#include <string_view>
#include <system_error>
#include <vector>

#include "commands/init/json_fault.hpp"
#include "project/find_project.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::commands {

namespace {

constexpr char to_name_another[] =
    "name a mounts file or a notebook: tao-shim init --from ~/.tao_mounts.json";

// The file in the directory that init can begin from: the one whose name is nearly that, else a notebook, else another.
std::string name_to_begin_from(const std::string& directory, std::string_view name,
                               const os::FileSystem& files) {
    std::vector<std::string> known;
    for (const char* const end : {".ipynb", ".json", ".yml", ".yaml", ".sh", ".py", ".md"}) {
        for (const std::string& each : files.list(directory)) {
            if (each.ends_with(end) && each != project::file_name) known.push_back(each);
        }
    }
    if (const auto near = text::closest(name, known)) return *near;
    return !known.empty() && known.front().ends_with(".ipynb") ? known.front() : std::string();
}

RefusedOriginal on_the_internet(const std::string& typed, std::size_t scheme) {
    constexpr std::string_view page = "/blob/";  // where GitHub shows the file
    std::string url = typed;
    const auto found = url.find(page);
    if (url.find("//github.com/") == scheme + 1 && found != std::string::npos)
        url.replace(found, page.size(), "/raw/");
    const std::string named = url.substr(0, url.find_first_of("?#"));
    return {text::quoted(typed) + " is on the internet, and init reads files of this computer",
            "type: curl -LO " + text::shell_word(url) + " && tao-shim init --from " +
                text::shell_word(named.substr(named.rfind('/') + 1))};
}

}  // namespace

RefusedOriginal unread_original(const std::string& typed, const std::string& path,
                                const std::string& directory, const os::ReadFailure& failure,
                                const os::FileSystem& files) {
    if (const auto scheme = typed.find("://"); scheme != std::string::npos)
        return on_the_internet(typed, scheme);
    const auto status = files.status(path);
    const bool is_directory = status && status->is_directory();
    const std::string around = is_directory ? path : std::string(text::parent(path));
    const std::string name =
        name_to_begin_from(around, is_directory ? std::string_view() : text::last_component(path), files);
    const std::string from_here =
        text::parent(path) == directory && !is_directory ? name : text::join(around, name);
    return {text::quoted(path) + (is_directory ? " is a directory, where a file is meant"
                                  : failure.too_large
                                      ? " cannot be read: it is too large"
                                      : " cannot be read: " + std::generic_category().message(failure.error)),
            !name.empty()
                ? "did you mean this one? tao-shim init --from " + text::shell_word(from_here)
                : "name a mounts file, a notebook or a script; to begin without one, type: tao-shim init"};
}

RefusedOriginal no_original(const std::string& path, const std::string& content) {
    const auto begin = content.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {text::quoted(path) + " is empty", "tao-shim init"};
    if (content[begin] != '<' || path.ends_with(".md")) return {};
    return {text::quoted(path) + " is a web page (HTML), and no notebook",
            "load the file itself, on GitHub by the button for the raw file"};
}

RefusedOriginal no_json_original(const std::string& path, const std::string& content) {
    const auto begin = content.find_first_not_of(" \t\r\n");
    const bool meant = begin != std::string::npos && (content[begin] == '{' || content[begin] == '[');
    const std::string where = meant ? json_fault(content) : "";
    return {text::quoted(path) + " is neither a mounts file nor a notebook: it is no JSON object",
            (where.empty() ? "" : where + "\n") +
                "the launcher cannot read it either, if it is its mounts file\n"
                "a script is read if its name ends with .py or .sh, a text with blocks of code with .md, a "
                "Compose file with .yml or .yaml, and a Makefile"};
}

RefusedOriginal other_json_original(const std::string& path, const text::Json& json) {
    return {text::quoted(path) +
                " is neither a mounts file nor a notebook: it has no \"Mounts\" and no \"cells\"",
            (json.contains("mounts") ? "the launcher's key is \"Mounts\", not \"mounts\"\n" : std::string()) +
                to_name_another};
}

}  // namespace tao::commands
