#include "engines/podman_engine.hpp"

#include <algorithm>
#include <utility>

#include "engines/api_answer.hpp"
#include "engines/command_output.hpp"
#include "engines/markers.hpp"
#include "os/base_directory.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::engines {

namespace {

class PodmanEngine final : public ContainerEngine {
  public:
    PodmanEngine(std::string program, os::Environment environment)
        : program_(std::move(program)), environment_(std::move(environment)) {}

    bool subscribe(os::Deadline /*deadline*/, std::string& failure) override {
        failure = "podman has no events to follow";
        return false;
    }
    int event_descriptor() const override { return -1; }
    std::optional<EngineEvent> next_event() override { return std::nullopt; }

    void signal(const std::string& container_id, int number, os::Deadline deadline) override {
        run({"kill", "--signal", std::to_string(number), container_id}, deadline);
    }

    bool remove(const std::string& container_id, os::Deadline deadline) override {
        return run({"rm", "--force", "--ignore", "--time", "0", container_id}, deadline).status == 0;
    }

    // 1: there is none; anything else above 0 is podman's own trouble.
    bool exists(const std::string& container_id, os::Deadline deadline) override {
        return run({"container", "exists", container_id}, deadline).status != 1;
    }

    std::optional<std::vector<std::string>> list(os::Deadline deadline) override {
        const CommandOutput listed =
            run({"ps", "--all", "--no-trunc", "--quiet", "--filter", std::string("label=") + run_label},
                deadline);
        if (listed.status != 0) return std::nullopt;
        std::vector<std::string> ids;
        for (std::string_view rest = listed.text; !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size());
            if (end != 0) ids.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return ids;
    }

    std::optional<std::string> variable(const std::string& container_id, const std::string& name,
                                        os::Deadline deadline) override {
        const EngineAnswer answer = ask("/containers/" + container_id + "/json", deadline);
        const text::Json environment = value_at(answer_of(answer.body), "/Config/Env");
        if (environment.is_null()) return std::nullopt;
        return container_variable(environment, name);
    }

    // The questions that are asked here, in the Docker Engine's words: the list of containers, one container, one
    // image, /info.
    EngineAnswer ask(const std::string& path, os::Deadline deadline) override {
        constexpr std::string_view containers = "/containers/";
        constexpr std::string_view images = "/images/";
        constexpr std::string_view json = "/json";
        if (path.starts_with(images) && path.ends_with(json)) {
            const std::string image = path.substr(images.size(), path.size() - images.size() - json.size());
            return answer(run({"image", "inspect", image}, deadline));
        }
        if (path == "/info") return answer(run({"info", "--format", "json"}, deadline));
        if (!path.starts_with(containers))
            return {.status = answer_not_found, .body = {}, .failure = {}, .there = true};
        const std::string which =
            path.substr(containers.size(), path.find('/', containers.size()) - containers.size());
        if (which.starts_with("json")) {
            return answer(run({"ps", "--all", "--no-trunc", "--format", "json", "--filter",
                               std::string("label=") + run_label},
                              deadline));
        }
        EngineAnswer inspected = answer(run({"container", "inspect", which}, deadline));
        const text::Json list = answer_of(inspected.body);
        if (list.is_array() && !list.empty()) inspected.body = list.front().dump();
        return inspected;
    }

  private:
    static EngineAnswer answer(CommandOutput output) {
        if (output.status < 0) return {.status = 0, .body = {}, .failure = std::move(output.failure)};
        return {.status = output.status == 0 ? answer_ok : answer_not_found,
                .body = std::move(output.text),
                .failure = {},
                .there = true};
    }

    // Its messages are for nobody: what matters is asked again, or said in our own words.
    CommandOutput run(std::vector<std::string> words, os::Deadline deadline) const {
        words.insert(words.begin(), "podman");
        return output_of(program_, std::move(words), environment_, deadline);
    }

    std::string program_;
    os::Environment environment_;
};

}  // namespace

std::unique_ptr<ContainerEngine> make_podman_engine(const std::string& program,
                                                    const os::Environment& environment) {
    return std::make_unique<PodmanEngine>(program, environment);
}

namespace {

// What containers.conf says of services, as far as is asked here: lines of TOML.
struct Services {
    bool remote = false;
    bool over_ssh = false;
    std::string file;  // the one that says `remote`
};

void read_services(const std::string& file, const os::FileSystem& files, Services& services) {
    constexpr std::size_t enough = 65536;
    const std::string content = files.read_start(file, enough).value_or("");
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::string line = content.substr(begin, end - begin);
        begin = end + 1;
        std::erase_if(line, [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; });
        if (line.starts_with("remote=")) {
            services.remote = line.starts_with("remote=true");
            services.file = file;
        }
        for (const char* uri : {"uri=\"ssh:", "uri=\"tcp:", "\"URI\":\"ssh:", "\"URI\":\"tcp:"})
            services.over_ssh = services.over_ssh || line.find(uri) != std::string::npos;
    }
}

// A file of that name, and what lies in the directory beside it, in the order of its names.
void read_services_and_parts(const std::string& file, const os::FileSystem& files, Services& services) {
    read_services(file, files, services);
    for (const std::string& part : files.list(file + ".d")) {
        if (part.ends_with(".conf")) read_services(text::join(file + ".d", part), files, services);
    }
}

std::string would_look_there(const std::string& what, const std::string& here) {
    return "the podman that " + what +
           " is on another computer: it would look for the sources of the mounts there, not here\n"
           "to use the podman of this computer, " +
           here + "\nto use that one, log in there and type the line there";
}

}  // namespace

std::string podman_is_elsewhere(const os::Environment& environment, const std::string& home,
                                const os::FileSystem& files) {
    if (const auto host = environment.get("CONTAINER_HOST")) {
        if (host->starts_with("unix:")) return {};
        return would_look_there("CONTAINER_HOST names (" + text::visible(std::string(*host)) + ")",
                                "type: env -u CONTAINER_HOST tao ...");
    }
    if (const auto name = environment.get("CONTAINER_CONNECTION")) {
        return would_look_there("CONTAINER_CONNECTION names (" + text::visible(std::string(*name)) + ")",
                                "type: env -u CONTAINER_CONNECTION tao ...");
    }
    Services services;
    if (const auto file = environment.get("CONTAINERS_CONF")) {
        read_services(std::string(*file), files, services);
    } else {
        read_services_and_parts("/usr/share/containers/containers.conf", files, services);
        read_services_and_parts("/etc/containers/containers.conf", files, services);
        const std::string own = os::base_directory(environment, "XDG_CONFIG_HOME", home, ".config");
        read_services_and_parts(own + "/containers/containers.conf", files, services);
        read_services(own + "/containers/podman-connections.json", files, services);
    }
    if (const auto file = environment.get("CONTAINERS_CONF_OVERRIDE"))
        read_services(std::string(*file), files, services);
    if (!services.remote || !services.over_ssh) return {};
    return would_look_there(text::visible(services.file) + " names (remote = true)",
                            "remove that line, or say remote = false");
}

}  // namespace tao::engines
