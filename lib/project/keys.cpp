#include "project/keys.hpp"

#include <algorithm>

#include "text/suggest.hpp"

namespace tao::project {

namespace {

using enum Type;
using enum Reach;

// clang-format off
constexpr Key table[] = {
    // path                  type      reach                   words                                           aliases
    {"version",              integer,  harmless,               "1",                                            ""},
    {"layout",               text,     harmless,               "the name of a layout",                         "preset template"},
    {"task",                 text,     harmless,               "the name of a task, such as detectnet_v2",     "network model"},
    {"mounts",               list,     harmless,               "a list of mounts",                             "volumes drive_map drives binds mappings"},
    {"mounts[]",             mixed,    widens_outside_project, "{source, destination}, SOURCE:DESTINATION or a path", ""},
    {"mounts[].source",      path,     widens_outside_project, "a path on this computer",                      "src host from local host_path"},
    {"mounts[].destination", path,     harmless,               "a path in the container",                      "dst dest target container to container_path"},
    {"mounts[].create",      boolean,  harmless,               "true or false",                                "mkdir make"},
    {"envs",                 text_map, widens_by_name,         "NAME: VALUE lines",                            "environment"},
    {"docker",               map,      harmless,               "the launcher's DockerOptions",                 "DockerOptions docker_options"},
    {"docker.user",          text,     widens_unless_host,     "host, UID or UID:GID",                         "uid"},
    {"docker.shm_size",      text,     harmless,               "a size such as 16G",                           "shm ipc"},
    {"docker.ulimits",       map,      harmless,               "NAME: NUMBER lines",                           "limits"},
    {"docker.ulimits[]",     integer,  harmless,               "a whole number, -1 for no limit",              ""},
    {"docker.network",       text,     widens,                 "host, bridge, none or the name of a network",  "network_mode net"},
    {"docker.ports",         map,      widens,                 "CONTAINER_PORT: HOST_PORT lines",              "publish expose"},
    {"docker.privileged",    boolean,  widens,                 "true or false",                                ""},
    {"docker.tty",           boolean,  harmless,               "true",                                         "terminal"},
    {"gpus",                 mixed,    harmless,               "all, none or a list of numbers such as [0, 1]", "gpu devices CUDA_VISIBLE_DEVICES"},
    {"gpus[]",               integer,  harmless,               "the index of a GPU, a whole number from 0",    ""},
    {"variables",            text_map, harmless,               "NAME: VALUE lines",                            "vars exports"},
    {"workdir",              mixed,    harmless,               "auto, image or a path in the container",       "working_dir working_directory cwd"},
    {"translate",            mixed,    harmless,               "on, off or {never: [OPTION, ...]}",            "translation"},
    {"translate.never",      list,     harmless,               "a list of options, such as [-k]",              "exclude except skip"},
    {"translate.never[]",    text,     harmless,               "an option as it is typed, such as -k or --key", ""},
    {"specs",                choice,   harmless,               "check, rewrite or off",                        "spec"},
    {"unmapped",             choice,   harmless,               "warn, error or mount",                         ""},
};
// clang-format on

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& letter : result) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return result;
}

bool has_alias(const Key& key, std::string_view name) {
    for (std::string_view rest = key.aliases; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (lower(rest.substr(0, end)) == lower(name)) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

// The last part of a key directly below the path; empty for other keys.
std::string_view name_below(const Key& key, std::string_view path) {
    std::string_view name = key.path;
    if (!path.empty()) {
        if (!name.starts_with(path) || name.size() == path.size() || name[path.size()] != '.') return {};
        name.remove_prefix(path.size() + 1);
    }
    return name.find_first_of(".[") == std::string_view::npos ? name : std::string_view{};
}

}  // namespace

std::span<const Key> keys() {
    return table;
}

const Key* find_key(std::string_view path) {
    for (const Key& key : table) {
        if (key.path == path) return &key;
    }
    return nullptr;
}

std::vector<std::string> names_below(std::string_view path) {
    std::vector<std::string> names;
    for (const Key& key : table) {
        if (const auto name = name_below(key, path); !name.empty()) names.emplace_back(name);
    }
    return names;
}

std::string suggestion(std::string_view path, std::string_view name) {
    for (const Key& key : table) {
        const auto candidate = name_below(key, path);
        if (!candidate.empty() && has_alias(key, name)) return std::string(candidate);
    }
    return text::closest(name, names_below(path)).value_or("");
}

}  // namespace tao::project
