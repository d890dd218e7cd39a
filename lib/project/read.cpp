#include "project/read.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "project/keys.hpp"
#include "project/names.hpp"
#include "project/readers.hpp"
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
            if (suggestion("", entry.key) == "version") return Version::unknown;  // reported as unknown key
        }
        reading.diagnostics.error("no-version", "the version is missing", std::nullopt,
                                  reading.diagnostics.source().content[root.where.begin] == '{'
                                      ? "add inside the braces: \"version\": 1,"
                                      : "add the line: version: 1");
        return Version::unknown;
    }
    if (version->is_plain("1")) return Version::this_one;
    if (version->is_scalar() && version->plain && is_number(version->text) &&
        version->text.find_first_not_of('0') != std::string::npos && version->text[0] != '0') {
        reading.diagnostics.error(
            "newer-version", "this file is of version " + version->text + "; this tao-shim reads version 1",
            version->where, "install a newer tao-shim, or change the file to version 1");
        return Version::newer;
    }
    report_wrong_type(reading, *version, "version", "write version: 1");
    return Version::unknown;
}

std::optional<Located<std::string>> read_name(const Reading& reading, const yaml::Node& node,
                                              std::string_view path) {
    const auto text = read_text(reading, node, path);
    if (!text) return std::nullopt;
    const auto allowed = [](char one) { return is_letter(one) || is_digit(one) || one == '_' || one == '-'; };
    bool name = !text->empty();
    for (const char one : *text)
        name = name && allowed(one);
    if (name) return Located<std::string>{*text, node.where};
    report_wrong_type(reading, node, path, "letters, digits, _ and - only");
    return std::nullopt;
}

void read_entry(const Reading& reading, const yaml::Entry& entry, Project& project) {
    const yaml::Node& value = entry.value;
    if (entry.key == "layout") {
        project.layout = read_name(reading, value, "layout");
    } else if (entry.key == "mounts") {
        project.mounts = read_mounts(reading, value);
    } else if (entry.key == "envs") {
        project.envs = read_variables(reading, value, "envs");
    } else if (entry.key == "docker") {
        project.docker = read_docker(reading, value);
    } else if (entry.key == "gpus") {
        project.gpus = read_gpus(reading, value);
    } else if (entry.key == "variables") {
        project.variables = read_shell_variables(reading, value, project.unset_variables);
    } else if (entry.key == "workdir") {
        if (const auto workdir = read_workdir(reading, value)) project.workdir = *workdir;
    } else if (entry.key == "translate") {
        if (const auto translate = read_translate(reading, value)) project.translate = *translate;
    } else if (entry.key == "specs") {
        const auto choice = read_choice(reading, value, "specs", {"check", "rewrite", "off"});
        if (choice) project.specs = {static_cast<Specs>(*choice), value.where};
    } else if (entry.key == "unmapped") {
        const auto choice = read_choice(reading, value, "unmapped", {"warn", "error", "mount"});
        if (choice) project.unmapped = {static_cast<Unmapped>(*choice), value.where};
    }
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

void read_entries(const Reading& reading, const yaml::Node& root, Project& project) {
    check_keys(reading, root, "");
    for (const yaml::Entry& entry : root.entries) {
        const Key* key = find_key(entry.key);
        if (key != nullptr) read_entry(reading, entry, project);
    }
}

constexpr std::array<std::string_view, 5> keys_of_layouts = {"version", "mounts", "envs", "docker",
                                                             "variables"};

}  // namespace

std::optional<Project> read(const Context& context, text::Diagnostics& diagnostics) {
    const auto root = read_root({context, diagnostics});
    if (!root) return std::nullopt;

    Project project;
    project.file = context.file;
    project.directory = context.directory;
    Context with_task = context;
    // First, wherever it stands: other values may refer to it.
    if (const yaml::Node* task = root->find("task")) {
        project.task = read_name({context, diagnostics}, *task, "task");
        if (project.task) with_task.task = project.task->value;
    }
    read_entries({with_task, diagnostics}, *root, project);
    return project;
}

std::optional<Project> read_layout(const Context& context, text::Diagnostics& diagnostics) {
    const Reading reading{context, diagnostics};
    const auto root = read_root(reading);
    if (!root) return std::nullopt;
    for (const yaml::Entry& entry : root->entries) {
        const bool allowed =
            std::find(keys_of_layouts.begin(), keys_of_layouts.end(), entry.key) != keys_of_layouts.end();
        if (allowed || find_key(entry.key) == nullptr) continue;
        diagnostics.error("not-in-layout", "a layout cannot have the key " + text::quoted(entry.key),
                          entry.key_where, "move it to the project file");
    }
    Project layout;
    layout.file = context.file;
    layout.directory = context.directory;
    read_entries(reading, *root, layout);
    return layout;
}

}  // namespace tao::project
