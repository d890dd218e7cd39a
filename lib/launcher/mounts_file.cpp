#include "launcher/mounts_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/json.hpp"

namespace tao::launcher {

namespace {

using text::Json;  // in the order of the project file, for whoever reads the result

constexpr std::array<std::string_view, 4> secret_parts = {"KEY", "TOKEN", "SECRET", "PASSWORD"};

Json mounts_of(const MountsFile& file) {
    Json mounts = Json::array();
    for (const paths::Mount& mount : file.mounts) {
        mounts.push_back({{"source", mount.source}, {"destination", mount.destination}});
    }
    return mounts;
}

Json envs_of(const MountsFile& file, bool mask_secrets) {
    Json envs = Json::array();
    for (const auto& [variable, value] : file.envs) {
        const bool mask = mask_secrets && looks_secret(variable);
        envs.push_back({{"variable", variable}, {"value", mask ? "***" : value}});
    }
    return envs;
}

Json docker_options_of(const project::DockerOptions& docker) {
    Json options = Json::object();
    const auto add = [&](const char* key, const auto& option) {
        if (option) options[key] = option->value;
    };
    add("user", docker.user);
    add("shm_size", docker.shm_size);
    add("ulimits", docker.ulimits);
    add("network", docker.network);
    add("ports", docker.ports);
    add("privileged", docker.privileged);
    add("tty", docker.tty);
    return options;
}

}  // namespace

bool looks_secret(std::string_view name) {
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return std::any_of(secret_parts.begin(), secret_parts.end(),
                       [&](std::string_view part) { return upper.find(part) != std::string::npos; });
}

std::optional<std::string> render(const MountsFile& file, bool mask_secrets) {
    Json content = {{"Mounts", mounts_of(file)}};
    if (!file.envs.empty()) content["Envs"] = envs_of(file, mask_secrets);
    // "DockerOptions": null or {} is not the same as no key: null is an AttributeError in the launcher.
    Json options = docker_options_of(file.docker);
    if (!options.empty()) content["DockerOptions"] = std::move(options);
    return text::write_json(content);
}

}  // namespace tao::launcher
