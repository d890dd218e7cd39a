#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "commands/doctor/checks.hpp"
#include "launcher/task_table.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::commands {

namespace {

using text::Json;
using text::visible;

constexpr std::size_t largest_table = std::size_t{1} << 20U;
constexpr double bytes_of_a_gigabyte = 1e9;

using Images = std::map<std::string, std::vector<std::string>>;  // REGISTRY/IMAGE:TAG -> its tasks

// Collects dockers > IMAGE > TAG > {docker_registry, tasks}, wherever in the table it is.
void collect(const Json& json, Images& images) {
    if (!json.is_object()) return;
    for (const auto& [key, value] : json.items()) {
        if (key != "dockers" || !value.is_object()) {
            collect(value, images);
            continue;
        }
        for (const auto& [image, tags] : value.items()) {
            if (!tags.is_object()) continue;
            for (const auto& [tag, entry] : tags.items()) {
                if (!entry.is_object() || !entry.contains("docker_registry") || !entry.contains("tasks"))
                    continue;
                if (!entry["docker_registry"].is_string() || !entry["tasks"].is_array()) continue;
                auto& tasks = images[entry["docker_registry"].get<std::string>() + "/" + image + ":" + tag];
                for (const Json& task : entry["tasks"]) {
                    if (task.is_string()) tasks.push_back(task.get<std::string>());
                }
            }
        }
    }
}

Images images_of(const CheckInput& input) {
    Images images;
    const auto table = launcher::read_task_table(input.launcher.launcher, input.environment(), input.files());
    if (!table) return images;
    os::ReadFailure failure;
    const auto content = input.files().read(table->file, largest_table, failure);
    const auto json = content ? text::parse_json(*content) : std::nullopt;
    if (json) collect(*json, images);
    return images;
}

std::string size_of(const std::string& description) {
    const auto json = text::parse_json(description);
    if (!json || !json->is_object() || !json->contains("Size") || !json->at("Size").is_number()) return {};
    const double gigabytes = json->at("Size").get<double>() / bytes_of_a_gigabyte;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), " (%.1f GB)", gigabytes);
    return text.data();
}

CheckResult look_at(const std::string& image, const CheckInput& input) {
    const auto answer = input.engine.ask("/images/" + image + "/json", os::in(engine_to_answer));
    if (answer.status == engines::answer_ok)
        return {CheckResult::Level::fine, visible(image) + size_of(answer.body), ""};
    return {CheckResult::Level::remark,
            visible(image) + " is not here: the first run downloads it, 10 GB and more",
            "docker pull " + text::shell_word(image)};
}

// One that most people begin with, if the launcher has it.
std::string task_to_show(const Images& images) {
    std::string shown = "detectnet_v2";
    bool known = false;
    for (const auto& [image, tasks] : images)
        known = known || std::find(tasks.begin(), tasks.end(), shown) != tasks.end();
    for (const auto& [image, tasks] : images) {
        if (!known && !tasks.empty()) return tasks.front();
    }
    return shown;
}

}  // namespace

// With a task: its images. Without: those of the launcher that are here, and how many are not.
CheckResults check_images(const CheckInput& input) {
    if (!input.engine_answers() || !input.launcher.found) return {};
    const Images images = images_of(input);
    std::string task = input.task;
    const project::Project* project = input.project.project();
    if (task.empty() && project != nullptr && project->task) task = project->task->value;
    CheckResults results;
    std::size_t absent = 0;
    for (const auto& [image, tasks] : images) {
        const bool wanted = std::find(tasks.begin(), tasks.end(), task) != tasks.end();
        if (!task.empty() && !wanted) continue;
        CheckResult result = look_at(image, input);
        if (task.empty() && result.level != CheckResult::Level::fine) {
            ++absent;
        } else {
            results.push_back(std::move(result));
        }
    }
    if (task.empty() && absent > 0) {
        results.push_back({CheckResult::Level::remark,
                           std::to_string(absent) + " of the launcher's " + std::to_string(images.size()) +
                               " images are not here; each is downloaded when a task first needs it",
                           "tao-shim doctor " + task_to_show(images)});
    }
    if (!task.empty() && results.empty() && !images.empty()) {
        results.push_back({CheckResult::Level::problem, "the launcher has no task " + text::quoted(task),
                           "tao info --verbose"});
    }
    return results;
}

}  // namespace tao::commands
