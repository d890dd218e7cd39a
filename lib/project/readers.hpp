#pragma once

#include <vector>

#include "project/project.hpp"
#include "project/values.hpp"

// The readers of the single keys; read.cpp calls them. Each reports what is wrong and returns what is right.
namespace tao::project {

// mounts: a list of {source, destination, create}, SOURCE:DESTINATION, or a path that is the same on both sides.
std::vector<Mount> read_mounts(const Reading& reading, const yaml::Node& node);

// envs: NAME: VALUE, or NVIDIA's [{variable, value}]. Values are text as written: 1, true and 1e3 too.
std::vector<ContainerVariable> read_variables(const Reading& reading, const yaml::Node& node,
                                              std::string_view path);

// variables: the same form. Those that have no value here are in `unset` and not reported; those that a project file may
// not set (forbidden_variables.hpp) are.
std::vector<Variable> read_shell_variables(const Reading& reading, const yaml::Node& node,
                                           std::vector<VariableFault>& unset);

// docker: the launcher's DockerOptions.
DockerOptions read_docker(const Reading& reading, const yaml::Node& node);

std::optional<Located<Gpus>> read_gpus(const Reading& reading, const yaml::Node& node);
std::optional<Located<Workdir>> read_workdir(const Reading& reading, const yaml::Node& node);
std::optional<Located<Translate>> read_translate(const Reading& reading, const yaml::Node& node);

}  // namespace tao::project
