#include "commands/init/mounts_file.hpp"

#include <algorithm>
#include <map>

#include "commands/init/engine_limits.hpp"
#include "commands/init/left_open.hpp"
#include "commands/init/mounts.hpp"
#include "commands/init/values.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/secrets.hpp"

namespace tao::commands {

namespace {

using text::Json;

// str(value) of Python; nothing of a list or dict.
std::optional<std::string> python_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null()) return "None";
    if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
    if (value.is_number()) return text::show_json(value);
    return std::nullopt;
}

// Project files are shared and committed. The keys of NVIDIA's public models are no secrets, nor is where one is.
bool is_secret(const std::string& name, const std::string& value) {
    constexpr std::string_view of_places[] = {"FILE", "PATH", "DIR", "CREDENTIALS"};
    constexpr std::string_view of_everybody[] = {"nvidia_tlt", "nvidia_tao", "tlt_encode", "tlt",
                                                 "tao",        "None",       "True",       "False"};
    const bool is_place = value.starts_with('/') || value.starts_with('~');
    const bool names_place =
        std::any_of(std::begin(of_places), std::end(of_places),
                    [&](std::string_view one) { return name.find(one) != std::string::npos; });
    if (value.empty() || value.starts_with('\x01') || (is_place && names_place) || is_left_open(value) ||
        std::find(std::begin(of_everybody), std::end(of_everybody), value) != std::end(of_everybody)) {
        return false;
    }
    return text::masked(name, value) != value;
}

// The line "  NAME: VALUE", or a comment that says why it cannot be written.
DraftEntry named_entry(const std::string& name, const Json& value) {
    const std::string key = yaml_scalar(name) + ":";
    if (is_unknown(value)) {
        const NotebookPlace where = place_of(value);
        return {.lines = {"  " + key + " " + to_complete(value)},
                .remarks = {"left out: only the notebook's run tells its value" +
                            (where.cell == 0 ? "" : " (" + show_line(where) + ")")},
                .out = true};
    }
    const auto words = python_text(value);
    if (!words) {
        return {.lines = {"  " + key + " " + one_line(value)},
                .remarks = {"left out: it is no text"},
                .out = true};
    }
    if (is_secret(name, *words)) {
        return {.lines = {"  " + key},
                .remarks = {"not copied, since it is a secret; before a run, type: export " +
                            text::shell_word(name) + "=VALUE"}};
    }
    if (referenced(*words) == name)
        return {.lines = {"  " + key}, .remarks = {"of your shell, if it has it"}};
    return {.lines = {"  " + key + " " + yaml_scalar(in_project_file(*words))}};
}

// Does a shell or kernel need its own value of it? A notebook that sets one means its kernel, not every shell in a project.
bool is_of_the_shell(const std::string& name) {
    constexpr std::string_view names[] = {"PATH", "HOME", "USER", "LOGNAME", "SHELL",
                                          "PWD",  "TERM", "LANG", "TMPDIR"};
    constexpr std::string_view beginnings[] = {"LD_", "LC_", "PYTHON", "IPYTHON", "JUPYTER"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names) ||
           std::any_of(std::begin(beginnings), std::end(beginnings),
                       [&](std::string_view beginning) { return name.starts_with(beginning); });
}

void add_env(const Json& env, DraftSection& section, std::map<std::string, std::size_t>& last) {
    if (is_unknown(env)) {
        section.entries.push_back(
            {.lines = {"  FIXME: FIXME"}, .remarks = {fixme_unknown(env)}, .out = true});
        return;
    }
    const bool complete =
        env.is_object() && env.contains("variable") && env.contains("value") && env["variable"].is_string();
    if (!complete) {
        section.entries.push_back({.lines = {"  " + one_line(env)},
                                   .remarks = {"left out: an env needs a variable and a value"},
                                   .out = true});
        return;
    }
    const std::string name = env["variable"].get<std::string>();
    const auto before = last.find(name);
    if (before != last.end()) {
        section.entries[before->second].out = true;
        section.entries[before->second].remarks.emplace_back("it is set once more below");
    }
    last[name] = section.entries.size();
    section.entries.push_back(named_entry(name, env["value"]));
}

void add_envs(Draft& draft, const Json& envs) {
    DraftSection& section = draft.section("envs");
    std::map<std::string, std::size_t> last;
    if (envs.is_array()) {
        for (const Json& env : envs)
            add_env(env, section, last);
        return;
    }
    section.entries.push_back(
        {.lines = {"  " + one_line(envs)},
         .remarks = {is_unknown(envs) ? fixme_unknown(envs) : "left out: Envs is no list"},
         .out = true});
}

std::string docker_value(const Json& value) {
    if (value.is_string()) return yaml_scalar(in_project_file(value.get<std::string>()));
    return one_line(value);  // as JSON has it, which YAML reads as well
}

DraftEntry docker_option(const std::string& key, const Json& value, const project::User& user) {
    const std::string written = "  " + yaml_scalar(key) + ": ";
    if (is_unknown(value))
        return {.lines = {written + to_complete(value)}, .remarks = {fixme_unknown(value)}, .out = true};
    const std::string uid = std::to_string(user.uid);
    if (key == "user" && (value == uid || value == uid + ":" + std::to_string(user.gid))) {
        return {.lines = {"  user: host"}, .remarks = {"you, and a home directory that can be written to"}};
    }
    return {.lines = {written + docker_value(value)}};
}

void add_docker_options(Draft& draft, const Json& options, const DraftPlace& place) {
    if (!options.is_object() || options.empty() || is_unknown(options)) {
        if (!options.is_null() && !options.empty()) {
            draft.section("docker").entries.push_back(
                {.lines = {"  " + one_line(options)},
                 .remarks = {is_unknown(options) ? fixme_unknown(options)
                                                 : "left out: DockerOptions is no dict"},
                 .out = true});
        }
        return;
    }
    DraftSection& section = draft.section("docker");
    for (const auto& [key, value] : options.items()) {
        if (!value.is_object() || is_unknown(value)) {
            section.entries.push_back(docker_option(key, value, place.user));
            continue;
        }
        if (value.empty()) continue;
        section.entries.push_back({.lines = {"  " + yaml_scalar(key) + ":"}});
        for (const auto& [name, inner] : value.items()) {
            DraftEntry entry{.lines = {"    " + yaml_scalar(name) + ": " + docker_value(inner)},
                             .inner = true};
            if (key == "ulimits" && name == "memlock" && inner == -1 && !place.memlock) {
                entry.out = true;
                entry.remarks = {std::string("left out: ") + no_memlock};
            }
            section.entries.push_back(std::move(entry));
        }
    }
}

}  // namespace

void add_mounts_file(Draft& draft, const Json& content, const DraftPlace& place) {
    if (content.contains("Mounts")) add_mounts(content["Mounts"], draft.section("mounts"), place);
    if (content.contains("Envs")) add_envs(draft, content["Envs"]);
    if (content.contains("DockerOptions")) add_docker_options(draft, content["DockerOptions"], place);
    for (const auto& [key, value] : content.items()) {
        if (key == "Mounts" || key == "Envs" || key == "DockerOptions") continue;
        draft.head.push_back("left out, the launcher has no such key: " + key + ": " + one_line(value));
    }
}

void add_variables(Draft& draft, const NotebookSetup& setup, const DraftPlace& place) {
    if (setup.variables.empty()) return;
    DraftSection& section = draft.section("variables");
    for (const auto& variable : setup.variables) {
        const auto& [name, value, where] = variable;
        if (name == "LAUNCHER_MOUNTS" && setup.mounts_file) continue;  // what it names was taken over
        DraftEntry entry = named_entry(name, value);
        if (value.is_string()) {
            const std::string words = value.get<std::string>();
            if (referenced(words) == name) continue;
            std::optional<std::string> rest = below(words, place.directory);
            const char* start = rest ? "project_dir" : "home";
            if (!rest) rest = below(words, place.user.home);
            if (rest)
                entry.lines = {"  " + yaml_scalar(name) + ": " +
                               yaml_scalar(in_project_file(reference(start) + *rest))};
            const bool open =
                std::any_of(setup.open.begin(), setup.open.end(), [&](const NotebookSetup::Open& one) {
                    return one.name == variable.name && one.was == words && one.taken.empty();
                });
            if (is_of_the_shell(name)) {
                entry.out = true;
                entry.remarks = {"not needed: your shells have a " + name + " of their own"};
            }
            if (open) {
                entry.out = true;
                entry.remarks = {fixme(where, "left open, write yours in")};
            }
        }
        section.entries.push_back(std::move(entry));
    }
}

}  // namespace tao::commands
