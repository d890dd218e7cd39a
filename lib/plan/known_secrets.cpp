#include "plan/known_secrets.hpp"

#include "text/secret_names.hpp"

namespace tao::plan {

text::KnownSecrets known_secrets(const os::Environment& environment, const project::Project* project,
                                 const os::FileSystem& files) {
    text::KnownSecrets secrets;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!text::is_secret_name(name)) return;
        if (!value.starts_with('/') || !files.exists(std::string(value))) secrets.add(value);
    };
    for (const std::string_view entry : environment.entries()) {
        const auto equals = entry.find('=');
        if (equals != std::string_view::npos) add(entry.substr(0, equals), entry.substr(equals + 1));
    }
    if (project != nullptr) {
        for (const auto* variables : {&project->envs, &project->variables}) {
            for (const project::ContainerVariable& variable : *variables)
                if (variable.value) add(variable.name, *variable.value);
        }
    }
    return secrets;
}

}  // namespace tao::plan
