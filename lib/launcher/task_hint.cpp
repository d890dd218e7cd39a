#include "launcher/task_hint.hpp"

#include <algorithm>
#include <vector>

#include "launcher/identify.hpp"
#include "launcher/renamed_tasks.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::launcher {

namespace {

// Where the launcher has the task after all, under another group; else the task with the nearest name.
std::string closest_task(const std::string& task, const TaskTable& table) {
    std::vector<std::string> names;
    for (const TaskTable::Group& group : table.groups) {
        for (const std::string& name : group.tasks)
            names.push_back(name);
    }
    const auto closest = text::closest(task, names);
    if (!closest) return {};
    for (const TaskTable::Group& group : table.groups) {
        if (table.has(group.name, *closest))
            return group.name.empty() ? *closest : group.name + " " + *closest;
    }
    return {};
}

// tao mdl detectnet_v2 train: the group is misspelt, and the word behind it is the task. The group that is meant, or empty.
std::string meant_group(const Asked& asked, const TaskTable& table) {
    std::vector<std::string> names;
    for (const TaskTable::Group& group : table.groups) {
        if (!group.name.empty() && table.has(group.name, asked.subtask)) names.push_back(group.name);
    }
    return asked.group.empty() ? text::closest(asked.task, names).value_or("") : std::string();
}

}  // namespace

std::string name_with_version(const Launcher& launcher) {
    return launcher.version_text.empty() ? "the launcher found"
                                         : "the launcher found (" + launcher.version_text + ")";
}

std::string hint_for(const Asked& asked, const TaskTable& table, const Launcher& launcher) {
    const std::string program = launcher.deploy_entry ? "tao-deploy " : "tao ";
    if (const std::string group = meant_group(asked, table); !group.empty()) {
        return name_with_version(launcher) + " has no group " + text::quoted(asked.task) +
               "; the closest is `" + program + group + " " + asked.subtask + "`";
    }
    const bool no_group = launcher.grammar == Grammar::task_first && !is_program_of(asked.group, launcher);
    std::string hint = name_with_version(launcher) + " has no ";
    hint += no_group ? "group " + text::quoted(asked.group) : "task " + text::quoted(asked.task);
    const bool in_another_group = std::any_of(
        table.groups.begin(), table.groups.end(),
        [&](const auto& group) { return !group.name.empty() && table.has(group.name, asked.task); });
    if (in_another_group) hint += " in the group " + (asked.group.empty() ? "model" : asked.group);
    if (const auto other = other_name_of(asked.task, generation(launcher)); other && !other->same_arguments) {
        const auto group = group_of(table, other->name, {});
        if (group) {
            return hint + "; it became `" + program + (group->empty() ? "" : *group + " ") +
                   std::string(other->name) + "`, with other arguments";
        }
    }
    const std::string closest = closest_task(asked.task, table);
    if (!closest.empty()) hint += "; the closest is `" + program + closest + "`";
    return hint;
}

std::string unknown_task_hint(const std::string& program, const CommandLine& line, Launcher launcher,
                              const os::Environment& environment, const os::FileSystem& files) {
    if (line.request != Request::task || launcher.kind != ProgramKind::launcher) return {};
    complete(launcher, files);
    const auto table = read_task_table(launcher, environment, files);
    if (!table) return {};
    Asked asked{line.group, line.task, line.subtask, {}};
    if (asked.group.empty() && stands_for_group(program, launcher)) asked.group = deploy_group;
    if (leading_words(asked, asked.task, *table, launcher)) return {};
    return hint_for(asked, *table, launcher);
}

}  // namespace tao::launcher
