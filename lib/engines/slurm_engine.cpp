#include "engines/slurm_engine.hpp"

#include <algorithm>
#include <ctime>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/api_answer.hpp"
#include "engines/command_output.hpp"
#include "engines/markers.hpp"
#include "engines/slurm_step.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::engines {

namespace {

using text::Json;

// The next line of a text, which is taken away.
std::string_view next_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// Slurm prints local time without a zone: 2026-01-31T12:00:00.
std::string in_universal_time(const std::string& local) {
    std::tm broken_down{};
    if (::strptime(local.c_str(), "%Y-%m-%dT%H:%M:%S", &broken_down) == nullptr) return {};
    broken_down.tm_isdst = -1;
    const std::time_t time = std::mktime(&broken_down);
    std::tm universal{};
    ::gmtime_r(&time, &universal);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &universal)};
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& letter : result)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    return result;
}

class SlurmEngine final : public ContainerEngine {
  public:
    SlurmEngine(std::string squeue, os::Environment environment)
        : squeue_(std::move(squeue)), environment_(std::move(environment)) {
        // By variables like these its users change what squeue prints.
        environment_.remove_if([](std::string_view name, std::string_view /*value*/) {
            return name.starts_with("SQUEUE_") || name == "SLURM_TIME_FORMAT";
        });
    }

    bool subscribe(os::Deadline /*deadline*/, std::string& failure) override {
        failure = "Slurm has no events to follow";
        return false;
    }
    int event_descriptor() const override { return -1; }
    std::optional<EngineEvent> next_event() override { return std::nullopt; }

    // To the steps of a job; a job ends with its step, unless it is the user's own.
    void signal(const std::string& container_id, int number, os::Deadline deadline) override {
        scancel({"--signal=" + std::to_string(number), container_id}, deadline);
    }

    bool remove(const std::string& container_id, os::Deadline deadline) override {
        if (!exists(container_id, deadline)) return true;
        scancel({container_id}, deadline);
        return !exists(container_id, deadline);
    }

    bool exists(const std::string& container_id, os::Deadline deadline) override {
        const auto ids = list(deadline);
        return !ids || std::find(ids->begin(), ids->end(), container_id) != ids->end();
    }

    std::optional<std::vector<std::string>> list(os::Deadline deadline) override {
        std::string failure;
        const auto found = containers(deadline, failure);
        if (!failure.empty()) return std::nullopt;
        std::vector<std::string> ids;
        ids.reserve(found.size());
        for (const Json& container : found)
            ids.push_back(text_at(container, "/Id"));
        return ids;
    }

    std::optional<std::string> variable(const std::string& container_id, const std::string& name,
                                        os::Deadline deadline) override {
        const EngineAnswer answer = ask("/containers/" + container_id + "/json", deadline);
        const Json environment = value_at(answer_of(answer.body), "/Config/Env");
        if (environment.is_null()) return std::nullopt;
        return container_variable(environment, name);
    }

    EngineAnswer ask(const std::string& path, os::Deadline deadline) override {
        constexpr std::string_view prefix = "/containers/";
        if (!path.starts_with(prefix))
            return {.status = answer_not_found, .body = {}, .failure = {}, .there = true};
        std::string failure;
        const auto found = containers(deadline, failure);
        if (!failure.empty()) return {.status = 0, .body = {}, .failure = std::move(failure)};
        const std::string which = path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size());
        if (which.starts_with("json"))
            return {.status = answer_ok, .body = Json(found).dump(), .failure = {}, .there = true};
        for (const Json& container : found) {
            if (text_at(container, "/Id") == which)
                return {.status = answer_ok, .body = container.dump(), .failure = {}, .there = true};
        }
        return {.status = answer_not_found, .body = {}, .failure = {}, .there = true};
    }

  private:
    // Jobs, and the steps in jobs that are not ours.
    std::vector<Json> containers(os::Deadline deadline, std::string& failure) {
        std::vector<Json> found;
        add("%i|%T|%V|%k", {}, deadline, failure, found);
        if (failure.empty()) add("%i|RUNNING|%S|%j", {"--steps"}, deadline, failure, found);
        return found;
    }

    // format: four columns, the last of which may hold anything.
    void add(const std::string& format, const std::vector<std::string>& options, os::Deadline deadline,
             std::string& failure, std::vector<Json>& found) {
        std::vector<std::string> argv{"squeue", "--me", "--noheader", "--states=all", "--format=" + format};
        if (!options.empty()) argv = {"squeue", "--me", "--noheader", "--format=" + format};
        argv.insert(argv.end(), options.begin(), options.end());
        const CommandOutput output = output_of(squeue_, std::move(argv), environment_, deadline, true);
        if (output.status != 0) {
            std::string_view text = output.text;
            failure = output.status < 0 ? output.failure : std::string(next_line(text));
            if (failure.empty()) failure = "squeue failed";
            return;
        }
        for (std::string_view text = output.text; !text.empty();) {
            std::string_view line = next_line(text);
            std::string columns[3];
            for (std::string& column : columns) {
                const auto end = std::min(line.find('|'), line.size());
                column = line.substr(0, end);
                line.remove_prefix(std::min(end + 1, line.size()));
            }
            const auto marks = marks_in(line);
            const std::string state = lower(columns[1]);
            const bool is_there = state == "pending" || state == "running" || state == "completing" ||
                                  state == "suspended" || state == "configuring";
            if (!marks || !is_there) continue;
            const auto blank = marks->what.find(' ');
            Json words = Json::array({marks->what.substr(0, blank)});
            if (blank != std::string::npos) words.push_back(marks->what.substr(blank + 1));
            found.push_back({{"Id", columns[0]},
                             {"Created", in_universal_time(columns[2])},
                             {"State", {{"Status", state}}},
                             {"Config",
                              {{"Cmd", words},
                               {"Labels", {{run_label, marks->run}}},
                               {"Env",
                                {std::string(run_marker) + "=" + marks->run,
                                 std::string(project_marker) + "=" + marks->project}}}}});
        }
    }

    void scancel(std::vector<std::string> words, os::Deadline deadline) const {
        words.insert(words.begin(), "scancel");
        output_of(text::join(text::parent(squeue_), "scancel"), std::move(words), environment_, deadline);
    }

    std::string squeue_;
    os::Environment environment_;
};

}  // namespace

std::unique_ptr<ContainerEngine> make_slurm_engine(const std::string& squeue,
                                                   const os::Environment& environment) {
    return std::make_unique<SlurmEngine>(squeue, environment);
}

}  // namespace tao::engines
