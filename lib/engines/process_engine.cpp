#include "engines/process_engine.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>

#include "engines/api_answer.hpp"
#include "engines/markers.hpp"
#include "os/process.hpp"
#include "os/processes_with.hpp"
#include "text/json_value.hpp"

namespace tao::engines {

namespace {

using text::Json;

constexpr const char* prefixes[] = {"APPTAINERENV_", "SINGULARITYENV_"};

std::string iso_time(std::time_t time) {
    std::tm broken_down{};
    ::gmtime_r(&time, &broken_down);
    char text[32];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &broken_down);
    return {text, length};
}

// The commands that run tasks of ours, in the form in which the Docker Engine describes its containers.
std::vector<Json> containers() {
    std::vector<Json> found;
    for (const std::string prefix : prefixes) {
        const auto projects = os::processes_with(prefix + project_marker);
        for (const os::FoundProcess& process : os::processes_with(prefix + run_marker)) {
            // Those that it starts itself have its variables as well.
            if (process.words.empty() ||
                std::find(process.words.begin(), process.words.end(), "exec") == process.words.end())
                continue;
            const auto project = std::find_if(projects.begin(), projects.end(),
                                              [&](const auto& other) { return other.id == process.id; });
            Json container = {{"Id", std::to_string(process.id)},
                              {"Created", iso_time(process.started)},
                              {"State", {{"Status", "running"}}}};
            container["Config"] = {
                {"Cmd", process.words},
                {"Labels", {{run_label, process.value}}},
                {"Env",
                 {std::string(run_marker) + "=" + process.value,
                  std::string(project_marker) + "=" + (project == projects.end() ? "" : project->value)}}};
            found.push_back(std::move(container));
        }
    }
    return found;
}

os::ProcessHandle process_of(const std::string& id) {
    pid_t number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    return number > 0 ? os::ProcessHandle::open(number) : os::ProcessHandle();
}

class ProcessEngine final : public ContainerEngine {
  public:
    bool subscribe(os::Deadline /*deadline*/, std::string& failure) override {
        failure = "processes have no events to follow";
        return false;
    }
    int event_descriptor() const override { return -1; }
    std::optional<EngineEvent> next_event() override { return std::nullopt; }

    void signal(const std::string& container_id, int number, os::Deadline /*deadline*/) override {
        process_of(container_id).send(number);
    }

    bool remove(const std::string& container_id, os::Deadline deadline) override {
        const os::ProcessHandle process = process_of(container_id);
        process.send(SIGKILL);
        return !process || os::wait_readable({process.descriptor()}, deadline);
    }

    bool exists(const std::string& container_id, os::Deadline /*deadline*/) override {
        return static_cast<bool>(process_of(container_id));
    }

    std::optional<std::vector<std::string>> list(os::Deadline /*deadline*/) override {
        std::vector<std::string> ids;
        for (const Json& container : containers())
            ids.push_back(text_at(container, "/Id"));
        return ids;
    }

    std::optional<std::string> variable(const std::string& container_id, const std::string& name,
                                        os::Deadline deadline) override {
        const Json environment =
            value_at(answer_of(ask("/containers/" + container_id + "/json", deadline).body), "/Config/Env");
        if (environment.is_null()) return std::nullopt;
        return container_variable(environment, name);
    }

    EngineAnswer ask(const std::string& path, os::Deadline /*deadline*/) override {
        Json list = Json::array();
        for (Json& container : containers()) {
            if (path == "/containers/" + text_at(container, "/Id") + "/json")
                return {.status = answer_ok, .body = container.dump(), .failure = {}, .there = true};
            list.push_back(std::move(container));
        }
        const bool all = path.starts_with("/containers/json");
        return {
            .status = all ? answer_ok : answer_not_found, .body = list.dump(), .failure = {}, .there = true};
    }
};

}  // namespace

std::unique_ptr<ContainerEngine> make_process_engine() {
    return std::make_unique<ProcessEngine>();
}

}  // namespace tao::engines
