#pragma once

#include <string>
#include <string_view>

#include "engines/command.hpp"

// The words that the commands of several engines have in common.
namespace tao::engines {

// One record of CSV: type=bind,source=...,target=...[,READ_ONLY]. A field with a comma or a quote is quoted as Go's
// encoding/csv reads it. read_only: the engine's word for it.
std::string mount_option(const TaskMount& mount, const char* read_only);

// docker, podman: run --rm --init, name and label, input and terminal, directory, mounts, and the variables: in a file for
// --env-file, so that neither the command nor a script in front of it sees one that it would obey (PATH, BASH_ENV,
// DOCKER_HOST). A value that is no line of such a file comes by its carrier. detach_keys: in the engine's form.
void add_common_options(const Task& task, const char* detach_keys, Command& command);

// docker, podman: what the GPUs mean as variables, next to the engine's own option for them.
void add_gpu_variables(const Task& task, Command& command);

// docker, podman: shm_size, network, ports, privileged.
void add_docker_options(const project::DockerOptions& docker, Command& command);

// The end of a command line.
void add_image_and_words(const Task& task, std::string image, Command& command);

// docker, podman: the end, with what gives the variables that add_common_options() had carried their names in front.
void add_image_and_restored_words(const Task& task, Command& command);

// Is the image a file of the host (an absolute path), and no reference?
bool is_image_file(std::string_view image);

}  // namespace tao::engines
