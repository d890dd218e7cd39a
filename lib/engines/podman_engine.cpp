#include "engines/podman_engine.hpp"

#include <utility>

#include "engines/api_answer.hpp"
#include "engines/command_output.hpp"
#include "engines/markers.hpp"
#include "text/json_value.hpp"

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

}  // namespace tao::engines
