#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "project/keys.hpp"
#include "project/project.hpp"
#include "project/settings.hpp"
#include "project/values.hpp"
#include "project/widening.hpp"
#include "text/source.hpp"

// What the rows of the table of keys (keys.cpp) run, by the kind of the key: each kind in its own file. The forms are those
// of Key in keys.hpp.
namespace tao::project {

using Where = std::optional<text::Span>;

// Reads the entries of a map whose keys the table has below `path`, and reports the others. Returns the keys that the others
// were probably meant to be. (read.cpp)
std::vector<std::string> read_keys(const Reading& reading, const yaml::Node& map, std::string_view path,
                                   Project& project);

// The name of a layout or a task: letters, digits, _ and -. (choices.cpp)
void read_layout_name(const Reading& reading, const yaml::Node& node, std::string_view path,
                      Project& project);
void read_task(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);

// mounts.cpp
void read_mounts(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_mount_source(const Reading& reading, const yaml::Node& node, std::string_view path,
                       Project& project);
void read_mount_destination(const Reading& reading, const yaml::Node& node, std::string_view path,
                            Project& project);
void read_mount_create(const Reading& reading, const yaml::Node& node, std::string_view path,
                       Project& project);
void read_mount_read_only(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project);
void show_mounts(const Project& project, std::vector<Shown>& shown);
void widen_by_sources(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_read_only_sources(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void take_mounts(Project& project, Project& layout, const Where& where);

// The absolute form of a path of this computer: ~ is the home, anything relative starts at the project directory. Nothing,
// and reported, if there is none. (mounts.cpp)
std::optional<std::string> absolute_path(const Reading& reading, const yaml::Node& node,
                                         const std::string& path);

// engine_keys.cpp
void read_engine(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_image(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_release(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void show_engine(const Project& project, std::vector<Shown>& shown);

// Does it have none whatever makes the container: docker.network: none? (docker.cpp)
bool has_no_network(const Project& project);
void show_images(const Project& project, std::vector<Shown>& shown);
void widen_by_engine(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_images(const Project& project, const RealPaths& real, std::vector<Widening>& found);

// slurm_keys.cpp
void read_slurm(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_slurm_options(const Reading& reading, const yaml::Node& node, std::string_view path,
                        Project& project);
void read_slurm_container(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project);
void show_slurm_options(const Project& project, std::vector<Shown>& shown);
void show_slurm_container(const Project& project, std::vector<Shown>& shown);
void widen_by_slurm_options(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_slurm_container(const Project& project, const RealPaths& real, std::vector<Widening>& found);

// variables.cpp, shell_variables.cpp. A list of variables: NAME: VALUE, or NVIDIA's [{variable, value}]. Values are text as
// written: 1, true and 1e3 too. unset: gets those that refer to a variable that is not set, which is reported if it is null.
std::vector<ContainerVariable> read_variables(const Reading& reading, const yaml::Node& node,
                                              std::string_view path,
                                              std::vector<VariableFault>* unset = nullptr);
void show_variables(const std::vector<ContainerVariable>& variables, std::vector<Shown>& shown);

// Those of a layout whose names the project does not have itself go before its own.
void take_named(std::vector<ContainerVariable>& own, std::vector<ContainerVariable> added,
                const Where& where);

void read_envs(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_shell_variables(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project);
void show_envs(const Project& project, std::vector<Shown>& shown);
void show_shell_variables(const Project& project, std::vector<Shown>& shown);
void widen_by_shell_variables(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_envs(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void take_envs(Project& project, Project& layout, const Where& where);
void take_shell_variables(Project& project, Project& layout, const Where& where);

// docker.cpp
void read_docker(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_user(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_shm_size(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_ulimits(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_network(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_ports(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_privileged(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_tty(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void show_ulimits(const Project& project, std::vector<Shown>& shown);
void show_ports(const Project& project, std::vector<Shown>& shown);
void widen_by_ulimits(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_user(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_network(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_ports(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void widen_by_privileged(const Project& project, const RealPaths& real, std::vector<Widening>& found);

// choices.cpp
void read_gpus(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_workdir(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_translate(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_never(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_specs(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void read_unmapped(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project);
void widen_by_unmapped(const Project& project, const RealPaths& real, std::vector<Widening>& found);
void show_gpus(const Project& project, std::vector<Shown>& shown);
void show_workdir(const Project& project, std::vector<Shown>& shown);
void show_translate(const Project& project, std::vector<Shown>& shown);
void show_specs(const Project& project, std::vector<Shown>& shown);
void show_unmapped(const Project& project, std::vector<Shown>& shown);

// A value that has a place of its own in Project, `Value` being the pointer to it: &Project::task.
template <auto Value>
void show_value(const Project& project, std::vector<Shown>& shown) {
    if (const auto& value = project.*Value) shown.push_back({{}, value->value, value->where});
}

// The same of a docker option: &DockerOptions::network.
template <auto Option>
void show_option(const Project& project, std::vector<Shown>& shown) {
    const auto& option = project.docker.*Option;
    if (!option) return;
    if constexpr (std::is_same_v<std::decay_t<decltype(option->value)>, bool>) {
        shown.push_back({{}, option->value ? "true" : "false", option->where});
    } else {
        shown.push_back({{}, option->value, option->where});
    }
}

template <auto Option>
void take_option(Project& project, Project& layout, const Where& where) {
    auto& own = project.docker.*Option;
    const auto& other = layout.docker.*Option;
    if (own || !other) return;
    own = other;
    own->where = where;
}

}  // namespace tao::project
