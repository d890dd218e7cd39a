#include "launcher/task_table.hpp"

#include <algorithm>

#include "launcher/path_list.hpp"
#include "text/json_value.hpp"

namespace tao::launcher {

namespace {

using text::Json;

constexpr std::size_t limit = 4 * 1024 * 1024;

// What the launcher builds of the parts; no registry is none.
std::string reference(const std::string& image, const std::string& tag, const Json& holder) {
    const auto registry = holder.value("docker_registry", std::string());
    return (registry.empty() ? "" : registry + "/") + image + (tag.empty() ? "" : ":" + tag);
}

void add_tasks(const Json& holder, const std::string& image, TaskTable::Group& group) {
    for (const Json& task : holder.at("tasks"))
        group.add(task.get<std::string>(), image);
}

// format 1.0: dockers > image > tasks; later: dockers > image > tag > tasks.
TaskTable::Group group_of(std::string name, const Json& dockers, bool with_tags) {
    TaskTable::Group group{.name = std::move(name), .tasks = {}};
    for (const auto& [image, content] : dockers.items()) {
        if (!with_tags) {
            add_tasks(content, reference(image, content.value("docker_tag", std::string()), content), group);
            continue;
        }
        for (const auto& [tag, tagged] : content.items())
            add_tasks(tagged, reference(image, tag, tagged), group);
    }
    return group;
}

// Throws what nlohmann/json throws where the structure is another.
std::optional<TaskTable> table_of(const Json& config, Grammar grammar) {
    TaskTable table;
    const double format = config.at("format_version").get<double>();
    if (format == 1.0 || format == 2.0) {
        const std::string name = grammar == Grammar::group_first ? "container_actions" : "";
        table.groups.push_back(group_of(name, config.at("dockers"), format != 1.0));
        return table;
    }
    if (format != 3.0 || grammar == Grammar::task_first) return std::nullopt;
    for (const auto& [name, group] : config.at("task_group").items()) {
        table.groups.push_back(group_of(name, group.at("dockers"), true));
    }
    return table;
}

std::string table_file(const Launcher& launcher, const os::Environment& environment,
                       const os::FileSystem& files) {
    const std::string name = launcher.deploy_entry ? "config_deploy.json" : "config.json";
    const std::string_view home = environment.get_or_empty("HOME");
    if (!home.empty()) {
        std::string own =
            join(home, launcher.grammar == Grammar::group_first ? ".tao/" : ".tlt/").append(name);
        const auto status = files.status(own);
        if (status && status->is_regular()) return own;
    }
    return launcher.package.empty() ? std::string() : launcher.package + "/config/" + name;
}

}  // namespace

void TaskTable::Group::add(std::string_view task, std::string_view image) {
    const auto found = std::find(tasks.begin(), tasks.end(), task);
    if (found != tasks.end()) {
        images[static_cast<std::size_t>(found - tasks.begin())] = image;
        return;
    }
    tasks.emplace_back(task);
    images.emplace_back(image);
}

std::string TaskTable::image_of(std::string_view group, std::string_view task) const {
    for (const Group& each : groups) {
        if (each.name != group) continue;
        const auto found = std::find(each.tasks.begin(), each.tasks.end(), task);
        if (found != each.tasks.end())
            return each.images[static_cast<std::size_t>(found - each.tasks.begin())];
    }
    return {};
}

std::string with_registry(std::string image, const os::Environment& environment) {
    const auto registry = environment.get("OVERRIDE_REGISTRY");
    const auto slash = image.find('/');
    if (!registry || slash == std::string::npos) return image;
    return image.replace(0, slash, *registry);
}

bool TaskTable::has_group(std::string_view group) const {
    return std::any_of(groups.begin(), groups.end(), [&](const Group& each) { return each.name == group; });
}

bool TaskTable::has(std::string_view group, std::string_view task) const {
    return std::any_of(groups.begin(), groups.end(), [&](const Group& each) {
        return each.name == group &&
               std::find(each.tasks.begin(), each.tasks.end(), task) != each.tasks.end();
    });
}

std::optional<TaskTable> parse_task_table(std::string_view json, Grammar grammar) {
    const auto config = text::parse_json(json);
    if (!config) return std::nullopt;
    try {
        return table_of(*config, grammar);
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

std::optional<TaskTable> read_task_table(const Launcher& launcher, const os::Environment& environment,
                                         const os::FileSystem& files) {
    const std::string file = table_file(launcher, environment, files);
    if (file.empty()) return std::nullopt;
    os::ReadFailure failure;
    const auto content = files.read(file, limit, failure);
    if (!content) return std::nullopt;
    auto table = parse_task_table(*content, launcher.grammar);
    if (table) table->file = file;
    return table;
}

}  // namespace tao::launcher
