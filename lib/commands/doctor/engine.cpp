#include <algorithm>
#include <chrono>

#include "commands/doctor/checks.hpp"
#include "engines/address.hpp"
#include "engines/command_output.hpp"
#include "launcher/path_list.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;
using text::Json;
using text::shell_word;
using text::visible;

constexpr std::size_t largest_settings = std::size_t{1} << 20U;
constexpr auto command_to_answer = 5s;  // for one answer of a command

std::optional<Json> read_json(const std::string& path, const os::FileSystem& files) {
    os::ReadFailure failure;
    const auto content = files.read(path, largest_settings, failure);
    return content ? text::parse_json(*content) : std::nullopt;
}

std::string text_at(const Json& json, const char* pointer) {
    const Json::json_pointer place(pointer);
    return json.contains(place) && json.at(place).is_string() ? json.at(place).get<std::string>()
                                                              : std::string();
}

bool has_docker_command(const CheckInput& input) {
    for (const std::string& directory : launcher::path_directories(input.environment().get("PATH"))) {
        if (input.files().is_executable(launcher::join(directory, "docker"))) return true;
    }
    return false;
}

std::string why_not(const CheckInput& input, const engines::EngineAddress& address) {
    if (address.kind == engines::EngineAddress::Kind::local_socket) {
        if (!input.files().exists(address.path)) return "nothing listens there";
        if (!input.files().is_writable(address.path)) return "you are not in the group that may use it";
    }
    if (!input.info.failure.empty()) return input.info.failure;
    return "it answers with status " + std::to_string(input.info.status);
}

// What makes the docker command use the engine of this computer.
std::string forget_the_choice(const CheckInput& input, const engines::DockerChoice& docker) {
    if (docker.by == "DOCKER_HOST") return "unset DOCKER_HOST";
    return input.environment().get_or_empty("DOCKER_CONTEXT").empty() ? "docker context use default"
                                                                      : "unset DOCKER_CONTEXT";
}

std::string remedy(const CheckInput& input, const engines::EngineAddress& address) {
    const bool is_there =
        address.kind == engines::EngineAddress::Kind::local_socket && input.files().exists(address.path);
    if (!is_there && !input.environment().get_or_empty("DOCKER_HOST").empty()) return "unset DOCKER_HOST";
    if (is_there && !input.files().is_writable(address.path)) {
        return "sudo usermod -aG docker " +
               (input.user.name.empty() ? "\"$(id -un)\"" : shell_word(input.user.name)) + "\nnewgrp docker";
    }
    // Without systemd (WSL, containers) the older tool starts it.
    return input.files().exists("/run/systemd/system") ? "sudo systemctl start docker"
                                                       : "sudo service docker start";
}

// The launcher makes a second connection, to the default socket, whatever DOCKER_HOST says.
std::optional<CheckResult> no_fixed_socket(const CheckInput& input, const engines::EngineAddress& address) {
    constexpr const char* fixed = "/var/run/docker.sock";
    if (address.kind != engines::EngineAddress::Kind::local_socket || address.path == fixed)
        return std::nullopt;
    if (input.files().exists(fixed)) return std::nullopt;
    return CheckResult{CheckResult::Level::problem,
                       std::string("the launcher needs ") + fixed + " as well, whatever DOCKER_HOST says",
                       "sudo ln -s " + shell_word(address.path) + " " + fixed};
}

// docker's own configuration directory.
std::string docker_directory(const CheckInput& input) {
    const auto named = input.environment().get_or_empty("DOCKER_CONFIG");
    return named.empty() ? input.user.home + "/.docker" : std::string(named);
}

std::string current_context(const CheckInput& input) {
    const auto named = input.environment().get_or_empty("DOCKER_CONTEXT");
    if (!named.empty()) return std::string(named);
    const auto configuration = read_json(docker_directory(input) + "/config.json", input.files());
    return configuration ? text_at(*configuration, "/currentContext") : std::string();
}

// The engine of a context. Each has a directory named by a hash of its name, with the name inside.
std::string host_of_context(const std::string& name, const CheckInput& input) {
    const std::string directory = docker_directory(input) + "/contexts/meta";
    for (const std::string& entry : input.files().list(directory)) {
        const auto meta = read_json(directory + "/" + entry + "/meta.json", input.files());
        if (meta && text_at(*meta, "/Name") == name) return text_at(*meta, "/Endpoints/docker/Host");
    }
    return {};
}

}  // namespace

namespace {

CheckResult podman(const CheckInput& input, const engines::EngineChoice& choice) {
    const std::string program = visible(choice.program);
    if (!input.engine_answers()) {
        return {CheckResult::Level::problem,
                program + " cannot be used" +
                    (input.info.failure.empty() ? "" : ": " + visible(input.info.failure)),
                "podman info"};
    }
    const auto info = text::parse_json(input.info.body).value_or(Json());
    const Json::json_pointer without_root("/host/security/rootless");
    const bool rootless = info.contains(without_root) && info.at(without_root) == true;
    return {CheckResult::Level::fine,
            program + ", podman " + visible(text_at(info, "/version/Version")) +
                (rootless ? ", without root" : ""),
            ""};
}

CheckResult apptainer(const CheckInput& input, const engines::EngineChoice& choice) {
    const auto answer =
        engines::output_of(choice.program, {std::string(text::last_component(choice.program)), "--version"},
                           input.environment(), os::in(command_to_answer));
    if (answer.status != 0)
        return {CheckResult::Level::problem,
                visible(choice.program) + " cannot be used: " + visible(answer.failure),
                shell_word(choice.program) + " --version"};
    return {CheckResult::Level::fine,
            visible(choice.program) + ", " + visible(answer.text.substr(0, answer.text.find('\n'))), ""};
}

}  // namespace

CheckResult unusable(const CheckInput& input, const engines::EngineChoice& choice) {
    const engines::DockerChoice& docker = choice.docker;
    if (choice.engine == project::Engine::docker && (!docker.is_here || !docker.fault.empty()))
        return {CheckResult::Level::problem, choice.fault, forget_the_choice(input, docker)};
    std::string message = choice.fault;
    std::string_view rest = choice.hint;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        message += "; " + std::string(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {CheckResult::Level::problem, message, ""};
}

CheckResults check_engine(const CheckInput& input) {
    const engines::EngineChoice choice = input.engine_here();
    if (!choice.fault.empty() && !input.launcher.found) return {};  // said in the launcher's place
    if (!choice.fault.empty()) return {unusable(input, choice)};
    if (choice.engine == project::Engine::podman) return {podman(input, choice)};
    if (choice.engine == project::Engine::apptainer) return {apptainer(input, choice)};
    CheckResults results;
    if (!has_docker_command(input)) {
        results.push_back({CheckResult::Level::problem,
                           "there is no docker command on PATH; the launcher starts tasks with it "
                           "(https://docs.docker.com/engine/install/)",
                           "curl -fsSL https://get.docker.com | sudo sh"});
    }
    // The docker command knows contexts, the launcher does not.
    const os::Environment environment = choice.engine == project::Engine::docker
                                            ? engines::with_choice(input.environment(), choice.docker)
                                            : input.environment();
    const engines::EngineAddress address = engines::engine_address(environment);
    const std::string host = visible(engines::docker_host(environment));
    if (address.kind == engines::EngineAddress::Kind::other && host.find(':') == std::string::npos) {
        results.push_back({CheckResult::Level::problem,
                           "DOCKER_HOST=" + host + " is no address, such as unix:///var/run/docker.sock",
                           "unset DOCKER_HOST"});
    } else if (address.kind == engines::EngineAddress::Kind::other) {
        results.push_back({CheckResult::Level::remark,
                           "the engine at " + host + " can only be asked by docker itself", "docker info"});
    } else if (input.engine_answers()) {
        const auto info = text::parse_json(input.info.body).value_or(Json());
        results.push_back({CheckResult::Level::fine,
                           host + ", Docker Engine " + visible(text_at(info, "/ServerVersion")), ""});
    } else {
        results.push_back({CheckResult::Level::problem,
                           "the engine at " + host + " cannot be used: " + why_not(input, address),
                           remedy(input, address)});
    }
    if (choice.engine != project::Engine::launcher) return results;
    if (auto result = no_fixed_socket(input, address)) results.push_back(std::move(*result));
    return results;
}

CheckResults check_context(const CheckInput& input) {
    if (input.engine_here().engine != project::Engine::launcher ||
        !input.environment().get_or_empty("DOCKER_HOST").empty())
        return {};
    const std::string context = current_context(input);
    if (context.empty() || context == "default") return {};
    const std::string host = host_of_context(context, input);
    if (host == engines::default_docker_host) return {};
    return {{CheckResult::Level::problem,
             "docker uses the context " + text::quoted(context) +
                 (host.empty() ? "" : " (" + visible(host) + ")") +
                 "; the launcher knows no contexts and uses " + std::string(engines::default_docker_host),
             host.empty() ? "docker context use default" : "export DOCKER_HOST=" + shell_word(host)}};
}

namespace {

// Devices of CDI.
CheckResult gpus_of_podman(const CheckInput& input) {
    for (const std::string directory : {"/etc/cdi", "/var/run/cdi"}) {
        for (const std::string& file : input.files().list(directory)) {
            if (file.ends_with(".yaml") || file.ends_with(".json"))
                return {CheckResult::Level::fine, "devices are described in " + directory, ""};
        }
    }
    return {CheckResult::Level::remark,
            "no device is described in /etc/cdi: podman has no GPUs for containers; without one, write gpus: "
            "none",
            "sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml"};
}

}  // namespace

CheckResults check_gpus(const CheckInput& input) {
    const project::Project* project = input.project.project();
    if (project != nullptr && project->gpus && project->gpus->value.choice == project::Gpus::Choice::none)
        return {};
    const project::Engine engine = input.engine_here().engine;
    if (engine == project::Engine::podman) return {gpus_of_podman(input)};
    if (!input.engine_answers() || engine == project::Engine::apptainer) return {};
    const auto info = text::parse_json(input.info.body);
    if (!info) return {};
    const Json::json_pointer runtime("/Runtimes/nvidia");
    if (info->contains(runtime)) return {{CheckResult::Level::fine, "the engine has NVIDIA's runtime", ""}};
    // Engines since 28 list the devices of CDI that they have found.
    if (const auto devices = info->find("DiscoveredDevices"); devices != info->end() && devices->is_array()) {
        for (const Json& device : *devices) {
            if (device.is_object() && device.value("ID", "").starts_with("nvidia.com/gpu="))
                return {{CheckResult::Level::fine, "the engine has found NVIDIA's devices", ""}};
        }
    }
    // Without a runtime of that name the engine starts this program, which it looks for on its own PATH when it starts
    // itself, and tells nobody whether it has found it: hence remarks and no problem.
    for (const std::string directory : {"/usr/bin", "/usr/local/bin", "/usr/local/nvidia/toolkit"}) {
        if (input.files().is_executable(directory + "/nvidia-container-runtime-hook")) {
            return {{CheckResult::Level::remark,
                     "NVIDIA's container toolkit is installed in " + directory +
                         "; whether the engine uses it is not known: one that was started before it gives no "
                         "GPUs until it is restarted",
                     "sudo nvidia-ctk runtime configure --runtime=docker\nsudo systemctl restart docker"}};
        }
    }
    return {
        {CheckResult::Level::remark,
         "the engine lists no NVIDIA runtime: containers may not get GPUs (the package comes from NVIDIA: "
         "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html)",
         "sudo apt-get install nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\n"
         "sudo systemctl restart docker"}};
}

}  // namespace tao::commands
