#include "commands/settings.hpp"

#include "launcher/mounts_file.hpp"

namespace tao::commands {

namespace {

using project::Project;

constexpr const char* launchers_own = "the launcher's own";

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return "[" + text + "]";
}

std::string value_of(const project::Gpus& gpus) {
    switch (gpus.choice) {
        case project::Gpus::Choice::all:
            return "all";
        case project::Gpus::Choice::none:
            return "none";
        case project::Gpus::Choice::listed:
            break;
    }
    std::vector<std::string> indices;
    for (const int index : gpus.indices)
        indices.push_back(std::to_string(index));
    return joined(indices);
}

std::string value_of(const project::Workdir& workdir) {
    switch (workdir.choice) {
        case project::Workdir::Choice::automatic:
            return "auto";
        case project::Workdir::Choice::image:
            return "image";
        case project::Workdir::Choice::path:
            break;
    }
    return workdir.path;
}

std::string value_of(const project::Translate& translate) {
    if (!translate.on) return "off";
    return translate.never.empty() ? "on" : "on, never " + joined(translate.never);
}

std::string value_of(project::Specs specs) {
    switch (specs) {
        case project::Specs::check:
            return "check";
        case project::Specs::rewrite:
            return "rewrite";
        case project::Specs::off:
            break;
    }
    return "off";
}

std::string value_of(project::Unmapped unmapped) {
    switch (unmapped) {
        case project::Unmapped::warn:
            return "warn";
        case project::Unmapped::error:
            return "error";
        case project::Unmapped::mount:
            break;
    }
    return "mount";
}

class Collector {
  public:
    explicit Collector(const Project& project) : project_(project) {}

    std::vector<Setting> collect() {
        add("layout", project_.layout, "none");
        add("task", project_.task, "none");
        add_mounts();
        add_variables("envs", project_.envs);
        add_docker();
        if (project_.gpus) {
            add("gpus", value_of(project_.gpus->value), project_.gpus->where);
        } else {
            add("gpus", "all, or CUDA_VISIBLE_DEVICES if it is set", {});
        }
        add_variables("variables", project_.variables);
        add("workdir", value_of(project_.workdir.value), project_.workdir.where);
        add("translate", value_of(project_.translate.value), project_.translate.where);
        add("specs", value_of(project_.specs.value), project_.specs.where);
        add("unmapped", value_of(project_.unmapped.value), project_.unmapped.where);
        return std::move(settings_);
    }

  private:
    void add(std::string key, std::string value, std::optional<text::Span> where, bool from_layout = false) {
        settings_.push_back({std::move(key), std::move(value), where, from_layout});
    }

    void add(const char* key, const std::optional<project::Located<std::string>>& value,
             const char* otherwise) {
        if (value) {
            add(key, value->value, value->where);
        } else {
            add(key, otherwise, {});
        }
    }

    void add_mounts() {
        for (const project::Mount& mount : project_.mounts) {
            add("mounts", mount.source.value + " -> " + mount.destination.value, mount.source.where,
                !mount.source.where);
        }
        if (project_.mounts.empty()) add("mounts", "none", {});
    }

    void add_variables(const std::string& key, const std::vector<project::ContainerVariable>& variables) {
        for (const project::ContainerVariable& variable : variables) {
            std::string value = variable.value.value_or("from the environment of the run");
            if (variable.value && launcher::looks_secret(variable.name)) value = "***";
            add(key + "." + variable.name, value, variable.where, !variable.where);
        }
        if (variables.empty()) add(key, "none", {});
    }

    void add_docker() {
        const project::DockerOptions& docker = project_.docker;
        add("docker.user", docker.user, "the launcher's own: root");
        add("docker.shm_size", docker.shm_size, launchers_own);
        if (docker.ulimits) {
            for (const auto& [name, limit] : docker.ulimits->value) {
                add("docker.ulimits." + name, std::to_string(limit), docker.ulimits->where);
            }
        } else {
            add("docker.ulimits", launchers_own, {});
        }
        add("docker.network", docker.network, launchers_own);
        if (docker.ports) {
            for (const auto& [container, host] : docker.ports->value) {
                add("docker.ports." + container, host, docker.ports->where);
            }
        } else {
            add("docker.ports", "none", {});
        }
        add_switch("docker.privileged", docker.privileged, "false");
        add_switch("docker.tty", docker.tty, "true");
    }

    void add_switch(const char* key, const std::optional<project::Located<bool>>& value,
                    const char* otherwise) {
        if (value) {
            add(key, value->value ? "true" : "false", value->where);
        } else {
            add(key, otherwise, {});
        }
    }

    const Project& project_;
    std::vector<Setting> settings_;
};

}  // namespace

std::vector<Setting> settings_of(const Project& project) {
    return Collector(project).collect();
}

}  // namespace tao::commands
