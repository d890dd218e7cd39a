#include "commands/init/mounts_file.hpp"

#include <algorithm>
#include <map>

#include "commands/init/notebook_open_places.hpp"
#include "commands/init/notebook_setup.hpp"
#include "paths/real_path.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

std::string one_line(const PythonValue& value) {
    std::string text;
    if (is_unknown(value)) {
        text = source_of_unknown(value);
    } else {
        text = value.is_string() ? value.get<std::string>() : text::show_json(value);
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    return in_project_file(text);
}

// A path as it will be written, and the file it means.
struct Path {
    std::string written;
    std::string meant;  // absolute, links resolved; with references as they are
};

class MountsOfFile {
  public:
    explicit MountsOfFile(const DraftPlace& place) : place_(place) {}

    void add(const PythonValue& mounts, DraftSection& section) {
        if (!mounts.is_array()) {
            section.entries.push_back({.lines = {"  - " + one_line(mounts)},
                                       .remarks = {"left out: Mounts is no list"},
                                       .out = true});
            return;
        }
        std::vector<Entry> entries;
        for (const PythonValue& mount : mounts)
            entries.push_back(read(mount));
        keep_last(entries);
        for (Entry& entry : entries)
            section.entries.push_back(std::move(entry.draft));
    }

  private:
    struct Entry {
        DraftEntry draft;
        std::string source;  // the file meant; empty if it is left out
        std::string destination;
    };

    Entry read(const PythonValue& mount) const {
        Entry entry;
        const bool complete = mount.is_object() && mount.contains("source") &&
                              mount.contains("destination") && mount["source"].is_string() &&
                              mount["destination"].is_string();
        if (!complete) {
            entry.draft.out = true;
            if (mount.is_object() && holds_unknown(mount) && mount.contains("source") &&
                mount.contains("destination")) {
                entry.draft.lines = {"  - source: " + one_line(mount["source"]),
                                     "    destination: " + one_line(mount["destination"])};
                entry.draft.remarks = {"FIXME: only the notebook's run tells what this is; write it in"};
            } else {
                entry.draft.lines = {"  - " + one_line(mount)};
                entry.draft.remarks = {"left out: a mount needs a source and a destination"};
            }
            return entry;
        }
        const std::string destination = destination_of(mount["destination"].get<std::string>());
        std::string original = mount["source"].get<std::string>();
        if (is_left_open(mount["source"])) {
            entry.draft.remarks.push_back("FIXME: left open, as " + one_line(original));
            original = in_project(destination);
        }
        const Path source = source_of(original);
        entry.source = source.meant;
        entry.destination = destination;
        entry.draft.lines = {"  - source: " + yaml_scalar(source.written),
                             "    destination: " + yaml_scalar(in_project_file(destination))};
        if (source.meant.starts_with('/') && !place_.files.exists(source.meant)) missing(source, entry.draft);
        for (const auto& [key, value] : mount.items()) {
            if (key != "source" && key != "destination")
                entry.draft.remarks.push_back("left out, the launcher does not read it: " + key + ": " +
                                              one_line(value));
        }
        return entry;
    }

    // /data -> data, /root/.cache -> cache
    std::string in_project(const std::string& destination) const {
        std::string name = destination.substr(destination.rfind('/') + 1);
        while (name.starts_with('.'))
            name.erase(0, 1);
        return place_.directory + "/" + name;
    }

    // What lies in the project or the home is the user's to make; a missing disk is not.
    void missing(const Path& source, DraftEntry& draft) const {
        if (text::is_under(source.meant, place_.directory) || text::is_under(source.meant, place_.home)) {
            draft.lines.emplace_back("    create: true");
        } else {
            draft.remarks.emplace_back("this directory is not there yet");
        }
    }

    Path source_of(const std::string& original) const {
        std::string text = original;
        if (text == "~" || text.starts_with("~/")) text = reference("home") + text.substr(1);
        const std::string home = reference("home");
        if (text.starts_with(home) && (text.size() == home.size() || text[home.size()] == '/')) {
            return {
                "~" + in_project_file(text.substr(home.size())),
                paths::real_path_of(text::normalised(place_.home + text.substr(home.size())), place_.files)};
        }
        if (text.find('\x01') != std::string::npos) return {in_project_file(text), text};
        if (!text.starts_with('/')) text = place_.start + "/" + text;
        text = text::normalised(text);
        const std::string real = paths::real_path_of(text, place_.files);
        for (const std::string& path : {text, real}) {
            for (const std::string& directory :
                 {place_.directory, paths::real_path_of(place_.directory, place_.files)}) {
                if (!text::is_under(path, directory)) continue;
                std::string below =
                    path == directory ? "." : path.substr(directory.size() + (directory == "/" ? 0 : 1));
                if (below.starts_with('~')) below = "./" + below;
                return {in_project_file(below), real};
            }
        }
        return {in_project_file(text), real};
    }

    // The launcher takes it for a path of this computer first.
    std::string destination_of(const std::string& original) const {
        std::string text = original;
        if (text == "~" || text.starts_with("~/")) text = place_.home + text.substr(1);
        if (!text.starts_with('/')) return text;
        return paths::real_path_of(text::normalised(text), place_.files);
    }

    // Volumes are a dict by source: the last one stays. Two sources at one destination are refused by Docker.
    static void keep_last(std::vector<Entry>& entries) {
        for (std::size_t at = 0; at < entries.size(); ++at) {
            Entry& entry = entries[at];
            if (entry.draft.out) continue;
            for (std::size_t later = at + 1; later < entries.size(); ++later) {
                const Entry& other = entries[later];
                if (other.draft.out) continue;
                if (entry.source == other.source) {
                    const bool same = entry.destination == other.destination;
                    entry.draft.remarks.emplace_back(same ? "left out: the same once more"
                                                          : "left out: the launcher mounts a directory once, "
                                                            "at the last of its destinations");
                } else if (entry.destination == other.destination) {
                    entry.draft.remarks.emplace_back("left out: a later mount has the same destination");
                } else {
                    continue;
                }
                entry.draft.out = true;
                break;
            }
        }
    }

    const DraftPlace& place_;
};

DraftEntry env_entry(const std::string& name, const PythonValue& value) {
    const PythonValue text = python_text(value);
    if (is_unknown(text)) {
        return {.lines = {"  " + name + ":"},
                .remarks = {"left out: only the notebook's run tells its value"},
                .out = true};
    }
    const std::string& words = text.get_ref<const std::string&>();
    if (referenced(words) == name)
        return {.lines = {"  " + name + ":"}, .remarks = {"of your shell, if it has it"}};
    return {.lines = {"  " + name + ": " + yaml_scalar(in_project_file(words))}};
}

void add_envs(Draft& draft, const PythonValue& envs) {
    DraftSection& section = draft.section("envs");
    std::map<std::string, std::size_t> last;
    if (!envs.is_array()) {
        section.entries.push_back(
            {.lines = {"  " + one_line(envs)}, .remarks = {"left out: Envs is no list"}, .out = true});
        return;
    }
    for (const PythonValue& env : envs) {
        const bool complete = env.is_object() && env.contains("variable") && env.contains("value") &&
                              env["variable"].is_string();
        if (!complete) {
            section.entries.push_back({.lines = {"  " + one_line(env)},
                                       .remarks = {"left out: an env needs a variable and a value"},
                                       .out = true});
            continue;
        }
        const std::string name = env["variable"].get<std::string>();
        const auto before = last.find(name);
        if (before != last.end()) {
            section.entries[before->second].out = true;
            section.entries[before->second].remarks.emplace_back("left out: it is set once more below");
        }
        last[name] = section.entries.size();
        section.entries.push_back(env_entry(name, env["value"]));
    }
}

std::string docker_value(const PythonValue& value) {
    if (value.is_string()) return yaml_scalar(in_project_file(value.get<std::string>()));
    return text::show_json(value);
}

void add_docker_options(Draft& draft, const PythonValue& options) {
    if (!options.is_object() || options.empty() || is_unknown(options)) {
        if (!options.is_null() && !options.empty())
            draft.section("docker").entries.push_back({.lines = {"  " + one_line(options)},
                                                       .remarks = {"left out: DockerOptions is no dict"},
                                                       .out = true});
        return;
    }
    DraftSection& section = draft.section("docker");
    const std::string ids = reference("uid") + ":" + reference("gid");
    for (const auto& [key, value] : options.items()) {
        if (value.is_object() && !is_unknown(value)) {
            if (value.empty()) continue;
            section.entries.push_back({.lines = {"  " + key + ":"}});
            for (const auto& [name, inner] : value.items()) {
                section.entries.push_back(
                    {.lines = {"    " + yaml_scalar(name) + ": " + docker_value(inner)}});
            }
            continue;
        }
        if (is_unknown(value)) {
            section.entries.push_back({.lines = {"  " + key + ":"},
                                       .remarks = {"left out: only the notebook's run tells its value"},
                                       .out = true});
            continue;
        }
        DraftEntry entry{.lines = {"  " + key + ": " + docker_value(value)}};
        if (key == "user" && value == ids)
            entry.remarks = {"or host: the same, and a home directory it can write to"};
        section.entries.push_back(std::move(entry));
    }
}

}  // namespace

void add_mounts_file(Draft& draft, const PythonValue& content, const DraftPlace& place) {
    DraftSection& mounts = draft.section("mounts");
    if (content.contains("Mounts")) MountsOfFile(place).add(content["Mounts"], mounts);
    if (content.contains("Envs")) add_envs(draft, content["Envs"]);
    if (content.contains("DockerOptions")) add_docker_options(draft, content["DockerOptions"]);
    for (const auto& [key, value] : content.items()) {
        if (key == "Mounts" || key == "Envs" || key == "DockerOptions") continue;
        draft.head.push_back("left out, the launcher has no such key: " + key + ": " + one_line(value));
    }
}

void add_variables(Draft& draft, const std::vector<std::pair<std::string, PythonValue>>& variables,
                   const DraftPlace& place) {
    if (variables.empty()) return;
    DraftSection& section = draft.section("variables");
    for (const auto& [name, value] : variables) {
        PythonValue text = python_text(value);
        if (is_unknown(text)) {
            section.entries.push_back({.lines = {"  " + name + ":"},
                                       .remarks = {"left out: only the notebook's run tells its value"},
                                       .out = true});
            continue;
        }
        std::string words = text.get<std::string>();
        if (referenced(words) == name) continue;
        if (words == place.directory || words.starts_with(place.directory + "/")) {
            words = reference("project_dir") + words.substr(place.directory.size());
        }
        section.entries.push_back({.lines = {"  " + name + ": " + yaml_scalar(in_project_file(words))}});
    }
}

}  // namespace tao::commands
