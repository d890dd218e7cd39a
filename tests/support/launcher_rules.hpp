#pragma once

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "os/file_system.hpp"
#include "paths/real_path.hpp"

// What the launcher does with a mounts file, as a judgement: _get_mount_env_data(), formatted_mounts(),
// formatted_envs() and get_docker_option_args() of nvidia_tao_cli/components/docker_handler/docker_handler.py, which
// are the same in every public version but for `tty`, and what Docker's SOURCE:DESTINATION and NAME=VALUE can hold.
namespace tao::tests {

namespace launcher_rules {

inline bool has_text(const nlohmann::json& object, const char* name) {
    return object.is_object() && object.contains(name) && object.at(name).is_string();
}

inline std::string fault_of_mounts(const nlohmann::json& mounts, const os::FileSystem& files,
                                   const std::set<std::string>& made) {
    if (!mounts.is_array()) return "Mounts is no list";
    std::set<std::string> destinations;
    for (const nlohmann::json& mount : mounts) {
        if (!has_text(mount, "source") || !has_text(mount, "destination"))
            return "a mount lacks source or destination";
        const auto source = mount.at("source").get<std::string>();
        const auto destination = mount.at("destination").get<std::string>();
        // expanduser() and realpath() on both sides, on the host.
        if (!source.starts_with('/') || !destination.starts_with('/'))
            return "not absolute: " + source + " " + destination;
        if (!files.exists(source) && !made.contains(source)) return "the source does not exist: " + source;
        const std::string real = paths::real_path_of(source, files);
        if (paths::real_path_of(destination, files) != destination)
            return "the destination is rewritten: " + destination;
        if (real.find(':') != std::string::npos || destination.find(':') != std::string::npos)
            return "a colon: " + destination;
        if (!destinations.insert(destination).second) return "the same destination twice: " + destination;
    }
    return {};
}

inline std::string fault_of_envs(const nlohmann::json& envs) {
    if (!envs.is_array()) return "Envs is no list";
    for (const nlohmann::json& entry : envs) {
        // None would become the text "None".
        if (!has_text(entry, "variable") || !has_text(entry, "value"))
            return "an entry of Envs lacks variable or value";
        const auto variable = entry.at("variable").get<std::string>();
        if (variable.empty() || variable.find('=') != std::string::npos)
            return "no name of a variable: " + variable;
        const std::string text = variable + entry.at("value").get<std::string>();
        if (text.find('\0') != std::string::npos) return "a NUL in " + variable;
    }
    return {};
}

inline std::string fault_of_options(const nlohmann::json& options) {
    constexpr std::array<std::string_view, 7> valid = {"user",       "ports",   "shm_size", "ulimits",
                                                       "privileged", "network", "tty"};
    if (!options.is_object()) return "DockerOptions is no map";
    for (const auto& [key, value] : options.items()) {
        if (std::find(valid.begin(), valid.end(), key) == valid.end()) return "no option: " + key;
        if (value.is_null()) return "no value of " + key;
        if ((key == "ulimits" || key == "ports") && !value.is_object()) return "no map: " + key;
        if (key == "ulimits") {
            for (const auto& [name, limit] : value.items())
                if (!limit.is_number_integer()) return "no number: " + name;
        }
    }
    return {};
}

}  // namespace launcher_rules

// Why the launcher would not do exactly what the mounts file says; empty if it would. made: directories that exist by then.
inline std::string launchers_fault(const std::string& mounts_file, const os::FileSystem& files,
                                   const std::set<std::string>& made = {}) {
    const auto data = nlohmann::json::parse(mounts_file, nullptr, false);
    if (!data.is_object()) return "no JSON object";
    if (!data.contains("Mounts")) return "Mounts is missing";
    for (const auto& [key, value] : data.items()) {
        std::string fault;
        if (key == "Mounts") {
            fault = launcher_rules::fault_of_mounts(value, files, made);
        } else if (key == "Envs") {
            fault = launcher_rules::fault_of_envs(value);
        } else if (key == "DockerOptions") {
            fault = launcher_rules::fault_of_options(value);
        } else {
            fault = "an invalid field: " + key;
        }
        if (!fault.empty()) return fault;
    }
    return {};
}

}  // namespace tao::tests
