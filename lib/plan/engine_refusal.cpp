#include "plan/engine_refusal.hpp"

#include <algorithm>
#include <vector>

#include "engines/address.hpp"
#include "engines/api.hpp"
#include "engines/api_answer.hpp"
#include "engines/podman_engine.hpp"
#include "engines/real_docker.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::plan {

namespace {

using namespace std::chrono_literals;
using project::Engine;

constexpr auto patience = 3s;  // for one answer
constexpr unsigned not_found = 404;
constexpr std::size_t largest_file = std::size_t{1} << 20U;

class Refusal {
  public:
    Refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files,
            engines::ContainerEngine* engine)
        : plan_(plan), invocation_(invocation), files_(files), engine_(engine) {}

    std::string lines() const {
        switch (plan_.engine.engine) {
            case Engine::docker:
                return first_of({no_engine(plan_, files_), no_image(), no_network(), others_of_docker()});
            case Engine::podman:
                return first_of({no_registry(), no_image(), no_gpus_of_podman(), no_init_of_podman()});
            case Engine::apptainer:
                return apptainers_own();
            case Engine::automatic:
            case Engine::launcher:
            case Engine::slurm:
                break;
        }
        return {};
    }

  private:
    static std::string first_of(const std::vector<std::string>& hints) {
        const auto found =
            std::find_if(hints.begin(), hints.end(), [](const auto& hint) { return !hint.empty(); });
        return found == hints.end() ? std::string() : *found;
    }

    bool names_registry() const {
        const std::string first = plan_.task.image.substr(0, plan_.task.image.find('/'));
        return first.size() < plan_.task.image.size() &&
               (first.find_first_of(".:") != std::string::npos || first == "localhost");
    }

    // nvcr.io of nvcr.io/nvidia/tao; a name without a registry is one of Docker's own.
    std::string registry() const {
        return names_registry() ? plan_.task.image.substr(0, plan_.task.image.find('/')) : "docker.io";
    }

    bool has_image() const {
        return engine_->ask("/images/" + plan_.task.image + "/json", os::in(patience)).status != not_found;
    }

    // podman guesses none, unless its own configuration says which.
    std::string no_registry() const {
        const std::string& image = plan_.task.image;
        if (engine_ == nullptr || names_registry() || has_image()) return {};
        const bool is_official = image.find('/') == std::string::npos;
        return "note: the image " + text::visible(image) +
               " is not here, and podman does not know at which registry it is\n"
               "for one of Docker's, write image: docker.io/" +
               (is_official ? "library/" : "") + text::visible(image) + " in " +
               text::visible(plan_.task.project);
    }

    std::vector<std::string> login_files() const {
        const project::User user =
            project::user_of(invocation_.environment, invocation_.user, invocation_.group, files_);
        const auto value = [&](const char* name) {
            return std::string(invocation_.environment.get_or_empty(name));
        };
        const std::string docker =
            value("DOCKER_CONFIG").empty() ? user.home + "/.docker" : value("DOCKER_CONFIG");
        std::vector<std::string> names{docker + "/config.json"};
        if (plan_.engine.engine == Engine::podman) {
            names.push_back(value("XDG_RUNTIME_DIR") + "/containers/auth.json");
            names.push_back("/run/containers/" + std::to_string(invocation_.user) + "/auth.json");
            names.push_back(user.home + "/.config/containers/auth.json");
            if (const std::string own = value("REGISTRY_AUTH_FILE"); !own.empty()) names = {own};
        }
        return names;
    }

    bool logged_in(const std::string& registry) const {
        for (const std::string& file : login_files()) {
            os::ReadFailure failure;
            const auto content = files_.read(file, largest_file, failure);
            if (!content) continue;
            const text::Json login = engines::answer_of(*content);
            // A store of credentials does not say whose it has.
            if (!engines::text_at(login, "/credsStore").empty()) return true;
            for (const char* key : {"/auths", "/credHelpers"}) {
                const text::Json known = engines::value_at(login, key);
                if (known.is_object() && known.contains(registry)) return true;
            }
        }
        return false;
    }

    std::string no_image() const {
        if (engine_ == nullptr) return {};
        const std::string& image = plan_.task.image;
        if (has_image()) return {};
        const std::string name(plan_.rendered.argv.front());
        const std::string host = registry();
        if (logged_in(host)) {
            return "note: the image " + text::visible(image) + " is not here, and could not be pulled\n" +
                   "to try that alone, type: " + name + " pull " + text::shell_word(image);
        }
        return "note: the image " + text::visible(image) + " is not here, and you are not logged in to " +
               host + "\ntype: " + name + " login " + host +
               (host == "nvcr.io" ? "   (user $oauthtoken, password: your NGC API key)" : "");
    }

    bool wants_gpus() const {
        return !plan_.task.gpus || plan_.task.gpus->value.choice != project::Gpus::Choice::none;
    }

    std::string without_gpus() const {
        return "\nfor a task without a GPU, write gpus: none in " + text::visible(plan_.task.project);
    }

    std::string no_network() const {
        const auto& network = plan_.task.docker.network;
        if (engine_ == nullptr || !network || network->value.starts_with("container:")) return {};
        if (engine_->ask("/networks/" + network->value, os::in(patience)).status != not_found) return {};
        return "note: the Docker Engine has no network " + text::quoted(network->value) +
               ", which docker: {network: ...} names in " + text::visible(plan_.task.project) +
               "\nto see those that it has, type: docker network ls";
    }

    // What only docker's own words tell.
    std::string others_of_docker() const {
        const std::string gpus = no_gpus_of_docker();
        if (!plan_.task.docker.ulimits || plan_.task.docker.ulimits->value.empty()) return gpus;
        return "note: if docker speaks of an rlimit above: the Docker daemon of this computer may not raise "
               "limits\nremove ulimits from docker: in " +
               text::visible(plan_.task.project) + ", or lower them" + (gpus.empty() ? "" : "\n") + gpus;
    }

    std::string no_gpus_of_docker() const {
        if (engine_ == nullptr || !wants_gpus()) return {};
        const text::Json info = engines::answer_of(engine_->ask("/info", os::in(patience)).body);
        if (!info.is_object() || !engines::value_at(info, "/Runtimes/nvidia").is_null()) return {};
        const text::Json devices = engines::value_at(info, "/DiscoveredDevices");
        if (devices.is_array() && !devices.empty()) return {};
        return "note: if docker speaks of devices or GPUs above: the Docker Engine has no NVIDIA runtime, "
               "and the "
               "task asks for GPUs" +
               without_gpus() +
               "\nelse install the runtime: sudo apt-get install nvidia-container-toolkit && "
               "sudo nvidia-ctk runtime configure --runtime=docker && sudo systemctl restart docker";
    }

    std::string no_gpus_of_podman() const {
        if (!wants_gpus()) return {};
        for (const char* directory : {"/etc/cdi", "/var/run/cdi"}) {
            for (const std::string& file : files_.list(directory)) {
                if (file.ends_with(".yaml") || file.ends_with(".json")) return {};
            }
        }
        return "note: podman knows no GPUs here, and the task asks for them: there is no specification in "
               "/etc/cdi" +
               without_gpus() + "\nelse make one: sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml";
    }

    std::string no_init_of_podman() const {
        for (const char* file :
             {"/usr/libexec/podman/catatonit", "/usr/lib/podman/catatonit", "/usr/bin/catatonit"}) {
            if (files_.exists(file)) return {};
        }
        return "note: podman lacks catatonit, the first process of a container\n"
               "type: sudo apt-get install catatonit";
    }

    // It ends with the same status where it cannot start a container and where the task does.
    std::string apptainers_own() const {
        const bool by_name = !plan_.task.image.starts_with('/');
        const bool has_login = !invocation_.environment.get_or_empty("APPTAINER_DOCKER_USERNAME").empty();
        if (!by_name || has_login) return {};
        return "note: 255 is also the status of an apptainer that could not fetch the image; if it says so "
               "above, for "
               "nvcr.io\n"
               "type: export APPTAINER_DOCKER_USERNAME='$oauthtoken' APPTAINER_DOCKER_PASSWORD=...   "
               "(your NGC API key)";
    }

    const Plan& plan_;
    const Invocation& invocation_;
    const os::FileSystem& files_;
    engines::ContainerEngine* engine_;
};

}  // namespace

std::string no_engine(const Plan& plan, const os::FileSystem& files) {
    if (plan.engine.engine != Engine::docker) return {};
    const auto address = engines::engine_address(plan.environment);
    if (address.kind != engines::EngineAddress::Kind::local_socket) return {};
    const std::string& by = plan.engine.docker.by;
    if (!files.exists(address.path)) {
        return "note: there is no Docker Engine at " + text::visible(address.path) +
               (by.empty() ? "" : ", which " + by + " names") +
               "\nto see whether Docker is installed and runs, type: systemctl status docker";
    }
    if (!files.is_writable(address.path)) {
        return "note: you may not use the Docker Engine at " + text::visible(address.path) +
               "\nto join the group that may, type: sudo usermod -aG docker $USER\nthen log out and in again";
    }
    return {};
}

std::unique_ptr<engines::ContainerEngine> engine_of(const Plan& plan) {
    switch (plan.engine.engine) {
        case Engine::docker:
            return engines::make_engine_api(engines::engine_address(plan.environment));
        case Engine::podman:
            return engines::make_podman_engine(plan.engine.program, plan.environment);
        case Engine::automatic:
        case Engine::launcher:
        case Engine::apptainer:
        case Engine::slurm:
            break;
    }
    return nullptr;
}

std::string engine_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                           engines::ContainerEngine* engine) {
    return Refusal(plan, invocation, files, engine).lines();
}

}  // namespace tao::plan
