#include "engines/container_options.hpp"

#include "engines/carried_variables.hpp"
#include "engines/engines.hpp"
#include "engines/markers.hpp"
#include "text/utf8.hpp"

namespace tao::engines {

namespace {

std::string csv_field(std::string field) {
    if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
    for (std::size_t at = field.find('"'); at != std::string::npos; at = field.find('"', at + 2))
        field.insert(at, 1, '"');
    return '"' + field + '"';
}

// What this program itself says. No program goes by it.
bool is_ours(std::string_view name, std::string_view value) {
    return name == run_marker || name == project_marker || (name == client_type && value == our_client_type);
}

// docker and podman read lines of UTF-8 of less than 64 KiB each, and take a carriage return at the end for a part of the
// end (bufio.Scanner).
bool fits_a_line(std::string_view name, std::string_view value) {
    constexpr std::size_t longest = 64UL * 1024 - 1;
    return name.size() + 1 + value.size() < longest && !value.ends_with('\r') &&
           value.find('\n') == std::string_view::npos && text::find_invalid(value) == std::string_view::npos;
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
        if (!is_ours(name, value) && fits_a_line(name, value)) {
            file.append(name).append("=").append(value).append("\n");
            continue;
        }
        const std::string given = is_ours(name, value) ? name : carrier_of(name);
        command.argv.insert(command.argv.end(), {"--env", given});
        command.variables.emplace_back(given, value);
    }
    if (file.empty()) return;
    command.argv.insert(command.argv.end(), {"--env-file", ""});
    command.files.push_back({.content = std::move(file), .word = command.argv.size() - 1});
}

std::vector<std::string> carried_names(const Task& task) {
    std::vector<std::string> names;
    for (const auto& [name, value] : task.variables) {
        if (!is_ours(name, value) && !fits_a_line(name, value)) names.push_back(name);
    }
    return names;
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

void add_image_and_restored_words(const Task& task, Command& command) {
    add_image_and_words(with_restored(task, carried_names(task)), task.image, command);
}

bool is_image_file(std::string_view image) {
    return image.starts_with('/');
}

}  // namespace tao::engines
