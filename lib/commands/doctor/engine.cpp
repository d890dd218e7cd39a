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

constexpr std::size_t largest_file = std::size_t{1} << 20U;
constexpr auto patience = 5s;  // for one answer of a command

std::optional<Json> read_json(const std::string& path, const os::FileSystem& files) {
    os::ReadFailure failure;
    const auto content = files.read(path, largest_file, failure);
    return content ? text::parse_json(*content) : std::nullopt;
}

std::string text_at(const Json& json, const char* pointer) {
    const Json::json_pointer place(pointer);
    return json.contains(place) && json.at(place).is_string() ? json.at(place).get<std::string>()
                                                              : std::string();
}

bool has_docker_command(const Patient& patient) {
    for (const std::string& directory : launcher::path_directories(patient.environment().get("PATH"))) {
        if (patient.files().is_executable(launcher::join(directory, "docker"))) return true;
    }
    return false;
}

std::string why_not(const Patient& patient, const engines::EngineAddress& address) {
    if (address.kind == engines::EngineAddress::Kind::local_socket) {
        if (!patient.files().exists(address.path)) return "nothing listens there";
        if (!patient.files().is_writable(address.path)) return "you are not in the group that may use it";
    }
    if (!patient.info.failure.empty()) return patient.info.failure;
    return "it answers with status " + std::to_string(patient.info.status);
}

std::string remedy(const Patient& patient, const engines::EngineAddress& address) {
    if (!patient.environment().get_or_empty("DOCKER_HOST").empty()) return "unset DOCKER_HOST";
    if (patient.files().exists(address.path) && !patient.files().is_writable(address.path)) {
        return "sudo usermod -aG docker " +
               (patient.user.name.empty() ? "\"$(id -un)\"" : shell_word(patient.user.name)) +
               "\nnewgrp docker";
    }
    // Without systemd (WSL, containers) the older tool starts it.
    return patient.files().exists("/run/systemd/system") ? "sudo systemctl start docker"
                                                         : "sudo service docker start";
}

// The launcher makes a second connection, to the default socket, whatever DOCKER_HOST says.
std::optional<Symptom> no_fixed_socket(const Patient& patient, const engines::EngineAddress& address) {
    constexpr const char* fixed = "/var/run/docker.sock";
    if (address.kind != engines::EngineAddress::Kind::local_socket || address.path == fixed)
        return std::nullopt;
    if (patient.files().exists(fixed)) return std::nullopt;
    return Symptom{Symptom::Level::problem,
                   std::string("the launcher needs ") + fixed + " as well, whatever DOCKER_HOST says",
                   "sudo ln -s " + shell_word(address.path) + " " + fixed};
}

// docker's own configuration directory.
std::string docker_directory(const Patient& patient) {
    const auto named = patient.environment().get_or_empty("DOCKER_CONFIG");
    return named.empty() ? patient.user.home + "/.docker" : std::string(named);
}

std::string current_context(const Patient& patient) {
    const auto named = patient.environment().get_or_empty("DOCKER_CONTEXT");
    if (!named.empty()) return std::string(named);
    const auto configuration = read_json(docker_directory(patient) + "/config.json", patient.files());
    return configuration ? text_at(*configuration, "/currentContext") : std::string();
}

// The engine of a context. Each has a directory named by a hash of its name, with the name inside.
std::string host_of_context(const std::string& name, const Patient& patient) {
    const std::string directory = docker_directory(patient) + "/contexts/meta";
    for (const std::string& entry : patient.files().list(directory)) {
        const auto meta = read_json(directory + "/" + entry + "/meta.json", patient.files());
        if (meta && text_at(*meta, "/Name") == name) return text_at(*meta, "/Endpoints/docker/Host");
    }
    return {};
}

}  // namespace

namespace {

Symptom podman(const Patient& patient, const engines::EngineChoice& choice) {
    const std::string program = visible(choice.program);
    if (!patient.engine_answers()) {
        return {Symptom::Level::problem,
                program + " cannot be used" +
                    (patient.info.failure.empty() ? "" : ": " + visible(patient.info.failure)),
                "podman info"};
    }
    const auto info = text::parse_json(patient.info.body).value_or(Json());
    const Json::json_pointer without_root("/host/security/rootless");
    const bool rootless = info.contains(without_root) && info.at(without_root) == true;
    return {Symptom::Level::fine,
            program + ", podman " + visible(text_at(info, "/version/Version")) +
                (rootless ? ", without root" : ""),
            ""};
}

Symptom apptainer(const Patient& patient, const engines::EngineChoice& choice) {
    const auto answer =
        engines::output_of(choice.program, {std::string(text::last_component(choice.program)), "--version"},
                           patient.environment(), os::in(patience));
    if (answer.status != 0)
        return {Symptom::Level::problem,
                visible(choice.program) + " cannot be used: " + visible(answer.failure),
                shell_word(choice.program) + " --version"};
    return {Symptom::Level::fine,
            visible(choice.program) + ", " + visible(answer.text.substr(0, answer.text.find('\n'))), ""};
}

}  // namespace

Symptoms check_engine(const Patient& patient) {
    const engines::EngineChoice choice = patient.engine_here();
    if (!choice.fault.empty() && !patient.launcher.found) return {};  // said in the launcher's place
    if (!choice.fault.empty())
        return {
            {Symptom::Level::problem, choice.fault + (choice.hint.empty() ? "" : "; " + choice.hint), ""}};
    if (choice.engine == project::Engine::podman) return {podman(patient, choice)};
    if (choice.engine == project::Engine::apptainer) return {apptainer(patient, choice)};
    Symptoms symptoms;
    if (!has_docker_command(patient)) {
        symptoms.push_back({Symptom::Level::problem,
                            "there is no docker command on PATH; the launcher starts tasks with it "
                            "(https://docs.docker.com/engine/install/)",
                            "curl -fsSL https://get.docker.com | sudo sh"});
    }
    // The docker command knows contexts, the launcher does not.
    const os::Environment environment = choice.engine == project::Engine::docker
                                            ? engines::with_choice(patient.environment(), choice.docker)
                                            : patient.environment();
    const engines::EngineAddress address = engines::engine_address(environment);
    const std::string host = visible(engines::docker_host(environment));
    if (address.kind == engines::EngineAddress::Kind::other) {
        symptoms.push_back({Symptom::Level::remark,
                            "the engine at " + host + " can only be asked by docker itself", "docker info"});
    } else if (patient.engine_answers()) {
        const auto info = text::parse_json(patient.info.body).value_or(Json());
        symptoms.push_back(
            {Symptom::Level::fine, host + ", Docker Engine " + visible(text_at(info, "/ServerVersion")), ""});
    } else {
        symptoms.push_back({Symptom::Level::problem,
                            "the engine at " + host + " cannot be used: " + why_not(patient, address),
                            remedy(patient, address)});
    }
    if (choice.engine != project::Engine::launcher) return symptoms;
    if (auto symptom = no_fixed_socket(patient, address)) symptoms.push_back(std::move(*symptom));
    return symptoms;
}

Symptoms check_context(const Patient& patient) {
    if (patient.engine_here().engine != project::Engine::launcher ||
        !patient.environment().get_or_empty("DOCKER_HOST").empty())
        return {};
    const std::string context = current_context(patient);
    if (context.empty() || context == "default") return {};
    const std::string host = host_of_context(context, patient);
    if (host == engines::default_docker_host) return {};
    return {{Symptom::Level::problem,
             "docker uses the context " + text::quoted(context) +
                 (host.empty() ? "" : " (" + visible(host) + ")") +
                 "; the launcher knows no contexts and uses " + std::string(engines::default_docker_host),
             host.empty() ? "docker context use default" : "export DOCKER_HOST=" + shell_word(host)}};
}

namespace {

// Devices of CDI.
Symptom gpus_of_podman(const Patient& patient) {
    for (const std::string directory : {"/etc/cdi", "/var/run/cdi"}) {
        for (const std::string& file : patient.files().list(directory)) {
            if (file.ends_with(".yaml") || file.ends_with(".json"))
                return {Symptom::Level::fine, "devices are described in " + directory, ""};
        }
    }
    return {Symptom::Level::remark,
            "no device is described in /etc/cdi: podman has no GPUs for containers; without one, write gpus: "
            "none",
            "sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml"};
}

}  // namespace

Symptoms check_gpus(const Patient& patient) {
    const project::Project* project = patient.project.project();
    if (project != nullptr && project->gpus && project->gpus->value.choice == project::Gpus::Choice::none)
        return {};
    const project::Engine engine = patient.engine_here().engine;
    if (engine == project::Engine::podman) return {gpus_of_podman(patient)};
    if (!patient.engine_answers() || engine == project::Engine::apptainer) return {};
    const auto info = text::parse_json(patient.info.body);
    if (!info) return {};
    const Json::json_pointer runtime("/Runtimes/nvidia");
    if (info->contains(runtime)) return {{Symptom::Level::fine, "the engine has NVIDIA's runtime", ""}};
    // Without a runtime of that name the engine starts this program, from its own PATH, which only it knows: hence a
    // remark below and no problem.
    for (const std::string directory : {"/usr/bin", "/usr/local/bin", "/usr/local/nvidia/toolkit"}) {
        if (patient.files().is_executable(directory + "/nvidia-container-runtime-hook")) {
            return {{Symptom::Level::fine, "NVIDIA's container toolkit is installed in " + directory, ""}};
        }
    }
    return {
        {Symptom::Level::remark,
         "the engine lists no NVIDIA runtime: containers may not get GPUs (the package comes from NVIDIA: "
         "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html)",
         "sudo apt-get install nvidia-container-toolkit\nsudo nvidia-ctk runtime configure --runtime=docker\n"
         "sudo systemctl restart docker"}};
}

}  // namespace tao::commands
