#include "engines/container_options.hpp"

#include <algorithm>

#include "engines/engines.hpp"
#include "engines/markers.hpp"
#include "text/escape.hpp"

namespace tao::engines {

namespace {

std::string csv_field(std::string field) {
    if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
    for (std::size_t at = field.find('"'); at != std::string::npos; at = field.find('"', at + 2))
        field.insert(at, 1, '"');
    return '"' + field + '"';
}

// What docker, podman, apptainer, their Go runtime and the loader take from their own environment. With the task's
// value there they would look for their engine, login or libraries elsewhere.
constexpr std::string_view obeyed_names[] = {"HOME",        "PATH",     "TMPDIR",    "HTTP_PROXY",
                                             "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy",
                                             "https_proxy", "no_proxy", "all_proxy", "GLIBC_TUNABLES"};
constexpr std::string_view obeyed_prefixes[] = {
    "DOCKER", "CONTAINER", "_CONTAINER", "PODMAN",  "BUILDAH", "STORAGE_", "REGISTRY_", "XDG_",
    "LD_",    "GO",        "SSL_CERT",   "NOTIFY_", "LISTEN_", "DBUS_",    "BUILDKIT",  "SSH_"};

bool obeyed_by_the_command(std::string_view name) {
    return std::find(std::begin(obeyed_names), std::end(obeyed_names), name) != std::end(obeyed_names) ||
           std::any_of(std::begin(obeyed_prefixes), std::end(obeyed_prefixes),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
}

}  // namespace

std::string mount_option(const TaskMount& mount, const char* read_only) {
    std::string record =
        "type=bind," + csv_field("source=" + mount.source) + "," + csv_field("target=" + mount.destination);
    if (mount.read_only) record += std::string(",") + read_only;
    return record;
}

namespace {

void add_variables(const Task& task, Command& command) {
    std::string file;
    for (const auto& [name, value] : task.variables) {
        if (!obeyed_by_the_command(name)) {
            command.argv.insert(command.argv.end(), {"--env", name});
            command.variables.emplace_back(name, value);
            continue;
        }
        if (value.find('\n') != std::string::npos) {
            command.fault = "the variable " + text::visible(name) + " has a newline in its value, and " +
                            command.argv.front() + " can only be given it in a file of lines";
        }
        file.append(name).append("=").append(value).append("\n");
    }
    if (file.empty()) return;
    command.argv.insert(command.argv.end(), {"--env-file", ""});
    command.files.push_back({.content = std::move(file), .word = command.argv.size() - 1});
}

}  // namespace

void add_common_options(const Task& task, const char* detach_keys, Command& command) {
    auto& argv = command.argv;
    argv.emplace_back("run");
    command.options_at = argv.size();
    argv.insert(argv.end(), {"--rm", "--init", "--name", container_name(task.run_id), "--label",
                             std::string(run_label) + "=" + task.run_id});
    if (task.input) argv.emplace_back("--interactive");
    // A typed ^P ^Q would leave the task alone, and its status would be lost.
    if (task.terminal) argv.insert(argv.end(), {"--tty", "--detach-keys", detach_keys});
    if (!task.working_directory.empty()) argv.insert(argv.end(), {"--workdir", task.working_directory});
    for (const TaskMount& mount : task.mounts)
        argv.insert(argv.end(), {"--mount", mount_option(mount, "readonly")});
    add_variables(task, command);
}

void add_gpu_variables(const Task& task, Command& command) {
    const auto add = [&](const char* name, const std::string& value) {
        command.argv.insert(command.argv.end(), {"--env", name});
        command.variables.emplace_back(name, value);
    };
    const bool none = task.gpus && task.gpus->value.choice == project::Gpus::Choice::none;
    // Where NVIDIA's runtime is the default one, the images' own NVIDIA_VISIBLE_DEVICES=all asks for every GPU.
    if (none && !has_variable(task, "NVIDIA_VISIBLE_DEVICES")) add("NVIDIA_VISIBLE_DEVICES", "void");
    if (!task.gpus && task.visible_gpus) add("CUDA_VISIBLE_DEVICES", *task.visible_gpus);
}

void add_docker_options(const project::DockerOptions& docker, Command& command) {
    auto& argv = command.argv;
    if (docker.shm_size) argv.insert(argv.end(), {"--shm-size", docker.shm_size->value});
    if (docker.network) argv.insert(argv.end(), {"--network", docker.network->value});
    if (docker.ports) {
        for (const auto& [container_port, host_port] : docker.ports->value)
            argv.insert(argv.end(), {"--publish", host_port + ":" + container_port});
    }
    if (docker.privileged && docker.privileged->value) argv.emplace_back("--privileged");
}

void add_image_and_words(const Task& task, std::string image, Command& command) {
    command.argv.push_back(std::move(image));
    if (task.words.empty()) {
        command.argv.emplace_back("bash");
    } else {
        command.argv.insert(command.argv.end(), task.words.begin(), task.words.end());
    }
}

bool is_image_file(std::string_view image) {
    return image.starts_with('/');
}

}  // namespace tao::engines
