#include "plan/container_environment.hpp"

#include <algorithm>
#include <string_view>

#include "engines/markers.hpp"
#include "os/base_directory.hpp"

namespace tao::plan {

namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

bool has(const Variables& variables, std::string_view name) {
    return std::any_of(variables.begin(), variables.end(),
                       [&](const auto& entry) { return entry.first == name; });
}

void replace(Variables& variables, std::string_view name, std::string value) {
    std::erase_if(variables, [&](const auto& entry) { return entry.first == name; });
    variables.emplace_back(name, std::move(value));
}

// `gpus:` decides; without it a choice made outside (an allocation of a cluster) is not undone by the container.
void add_gpus(const project::Project& project, const os::Environment& environment, Variables& variables) {
    constexpr std::string_view name = "CUDA_VISIBLE_DEVICES";
    if (has(variables, name)) return;
    if (!project.gpus) {
        if (const auto outside = environment.get(name)) variables.emplace_back(name, *outside);
        return;
    }
    const project::Gpus& gpus = project.gpus->value;
    switch (gpus.choice) {
        case project::Gpus::Choice::all:
            return;
        // CUDA ignores every device from the first invalid index on.
        case project::Gpus::Choice::none:
            variables.emplace_back(name, "-1");
            return;
        case project::Gpus::Choice::listed:
            break;
    }
    std::string list;
    for (const int index : gpus.indices) {
        if (!list.empty()) list += ',';
        list += std::to_string(index);
    }
    variables.emplace_back(name, list);
}

// A user without an entry in the image's passwd has HOME=/, where no cache can be written.
void add_home(const Invocation& invocation, const std::string& home, launcher::MountsFile& file,
              std::vector<std::string>& to_create) {
    if (has(file.envs, "HOME")) return;
    const std::string directory =
        os::base_directory(invocation.environment, "XDG_CACHE_HOME", home, ".cache") + "/tao-shim/home";
    to_create.push_back(directory);
    file.mounts.push_back({.source = directory, .real_source = directory, .destination = container_home});
    file.envs.emplace_back("HOME", container_home);
}

}  // namespace

void add_container_environment(const project::Project& project, const Invocation& invocation,
                               const std::string& home, launcher::MountsFile& file,
                               std::vector<std::string>& to_create) {
    for (const project::ContainerVariable& variable : project.envs) {
        if (variable.value) {
            file.envs.emplace_back(variable.name, *variable.value);
        } else if (const auto outside = invocation.environment.get(variable.name)) {
            file.envs.emplace_back(variable.name, *outside);
        }
    }
    add_gpus(project, invocation.environment, file.envs);

    file.docker = project.docker;
    file.root_is_meant = invocation.user == 0;
    if (file.docker.user && file.docker.user->value == "host") {
        if (invocation.user == 0) {
            file.docker.user.reset();
        } else {
            file.docker.user->value =
                std::to_string(invocation.user) + ":" + std::to_string(invocation.group);
            add_home(invocation, home, file, to_create);
        }
    }

    replace(file.envs, engines::project_marker, project.file);
    replace(file.envs, engines::run_marker, invocation.run_id);
}

}  // namespace tao::plan
