#include "project/read.hpp"

#include <algorithm>
#include <string_view>

#include "project/key_functions.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"

namespace tao::project {

namespace {

constexpr const char* first_lines =
    "a project file begins with\n  version: 1\n  mounts:\n    - source: .\n"
    "      destination: /workspace/tao-experiments";

// Is it version 1? A newer one ends the reading: what its keys mean is not known here.
enum class Version { this_one, unknown, newer };

Version read_version(const Reading& reading, const yaml::Node& root) {
    const yaml::Node* version = root.find("version");
    if (version == nullptr) {
        for (const yaml::Entry& entry : root.entries) {
            if (reading.names.suggestion("", entry.key) == "version")
                return Version::unknown;  // reported as unknown key
        }
        reading.diagnostics.error("no-version", "the version is missing", std::nullopt,
                                  reading.diagnostics.source().content[root.where.begin] == '{'
                                      ? "add inside the braces: \"version\": 1,"
                                      : "add the line: version: 1");
        return Version::unknown;
    }
    if (version->is_plain("1")) return Version::this_one;
    if (version->is_scalar() && version->plain && text::is_number(version->text) &&
        version->text.find_first_not_of('0') != std::string::npos && version->text[0] != '0') {
        reading.diagnostics.error(
            "newer-version", "this file is of version " + version->text + "; this tao-shim reads version 1",
            version->where, "install a newer tao-shim, or change the file to version 1");
        return Version::newer;
    }
    report_wrong_type(reading, *version, "version", "write version: 1");
    return Version::unknown;
}

void report_no_map(const Reading& reading, const yaml::Node& root) {
    if (root.kind == yaml::Node::Kind::null) {
        reading.diagnostics.error("empty-file", "the file is empty", std::nullopt, first_lines);
        return;
    }
    const auto colon = root.text.find(':');
    const bool no_blank =
        root.is_scalar() && colon != std::string::npos && colon > 0 && colon + 1 < root.text.size();
    reading.diagnostics.error("no-map", "the file must be a map of keys, one KEY: VALUE a line", root.where,
                              no_blank ? "a key ends with a colon and a blank" : first_lines);
}

// A map of this version, or nothing with the one error that says why not.
std::optional<yaml::Node> read_root(const Reading& reading) {
    auto root = yaml::parse(reading.diagnostics);
    if (!root) return std::nullopt;
    if (root->kind != yaml::Node::Kind::map) {
        if (!root->faulty) report_no_map(reading, *root);
        return std::nullopt;
    }
    if (read_version(reading, *root) == Version::newer) return std::nullopt;
    return root;
}

Writing writing_of(const yaml::Node& root, std::string_view content) {
    const auto in_brackets = [&](const yaml::Node& node, char bracket) {
        return node.where.begin < content.size() && content[node.where.begin] == bracket;
    };
    Writing writing{.mounts = Writing::List::absent, .in_braces = in_brackets(root, '{')};
    if (const yaml::Node* mounts = root.find("mounts")) {
        const bool flow = in_brackets(*mounts, '[');
        writing.mounts = !flow                   ? Writing::List::block
                         : mounts->items.empty() ? Writing::List::empty_flow
                                                 : Writing::List::flow;
    }
    return writing;
}

// May a layout have the key, or one below it?
bool is_for_layouts(const Key& key, Keys table) {
    return std::any_of(table.begin(), table.end(), [&](const Key& one) {
        return one.take != nullptr && (one.name.path == key.name.path ||
                                       one.name.path.starts_with(std::string(key.name.path) + "."));
    });
}

Project empty_project(const Context& context) {
    Project project;
    project.file = context.file;
    project.directory = context.directory;
    return project;
}

}  // namespace

std::vector<std::string> read_keys(const Reading& reading, const yaml::Node& map, std::string_view path,
                                   Project& project) {
    auto meant = check_keys(reading, map, path);
    for (const yaml::Entry& entry : map.entries) {
        const std::string full = path.empty() ? entry.key : std::string(path) + "." + entry.key;
        const Key* key = find_key(full, reading.table);
        // task: read() has read it before everything else.
        if (key != nullptr && key->read != nullptr && full != "task") {
            key->read(reading, entry.value, full, project);
        }
    }
    return meant;
}

std::optional<Project> read(const Context& context, text::Diagnostics& diagnostics, Keys table) {
    Project project = empty_project(context);
    Context with_task = context;
    const Reading reading{.context = with_task,
                          .diagnostics = diagnostics,
                          .table = table,
                          .uses = &project.environment_uses,
                          .secrets = &project.secrets};
    const auto root = read_root(reading);
    if (!root) return std::nullopt;
    project.writing = writing_of(*root, diagnostics.source().content);
    // First, wherever it stands: other values may refer to it.
    if (const yaml::Node* task = root->find("task")) {
        find_key("task", table)->read(reading, *task, "task", project);
        if (project.task) with_task.task = project.task->value;
    }
    read_keys(reading, *root, "", project);
    return project;
}

std::optional<Project> read_layout(const Context& context, text::Diagnostics& diagnostics, Keys table) {
    Project layout = empty_project(context);
    const Reading reading{
        .context = context, .diagnostics = diagnostics, .table = table, .uses = &layout.environment_uses};
    const auto root = read_root(reading);
    if (!root) return std::nullopt;
    for (const yaml::Entry& entry : root->entries) {
        const Key* key = find_key(entry.key, table);
        if (key == nullptr || entry.key == "version" || is_for_layouts(*key, table)) continue;
        diagnostics.error("not-in-layout", "a layout cannot have the key " + text::quoted(entry.key),
                          entry.key_where, "move it to the project file");
    }
    read_keys(reading, *root, "", layout);
    return layout;
}

}  // namespace tao::project
