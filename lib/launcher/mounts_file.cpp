#include "launcher/mounts_file.hpp"

#include "text/json_value.hpp"
#include "text/secrets.hpp"

namespace tao::launcher {

namespace {

using text::Json;  // in the order of the project file, for whoever reads the result

Json mounts_of(const MountsFile& file, bool mask_secrets) {
    const auto shown = [&](const std::string& path) {
        return mask_secrets ? text::without_secrets(path) : path;
    };
    Json mounts = Json::array();
    for (const paths::Mount& mount : file.mounts) {
        // By its real path: that is what was judged, and what the launcher would make of any other name.
        const std::string& source = mount.real_source.empty() ? mount.source : mount.real_source;
        mounts.push_back({{"source", shown(source)}, {"destination", shown(mount.destination)}});
    }
    return mounts;
}

Json envs_of(const MountsFile& file, bool mask_secrets) {
    Json envs = Json::array();
    for (const auto& [variable, value] : file.envs) {
        envs.push_back(
            {{"variable", variable}, {"value", mask_secrets ? text::masked(variable, value) : value}});
    }
    return envs;
}

Json docker_options_of(const MountsFile& file) {
    const project::DockerOptions& docker = file.docker;
    Json options = Json::object();
    const auto add = [&](const char* key, const auto& option) {
        if (option) options[key] = option->value;
    };
    if (file.root_is_meant && !docker.user) options["user"] = nullptr;
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

std::optional<std::string> render(const MountsFile& file, bool mask_secrets) {
    Json content = {{"Mounts", mounts_of(file, mask_secrets)}};
    if (!file.envs.empty()) content["Envs"] = envs_of(file, mask_secrets);
    // "DockerOptions": null or {} is not the same as no key: null is an AttributeError in the launcher.
    Json options = docker_options_of(file);
    if (!options.empty()) content["DockerOptions"] = std::move(options);
    return text::write_json(content);
}

}  // namespace tao::launcher
