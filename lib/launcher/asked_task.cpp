#include "launcher/asked_task.hpp"

#include <algorithm>
#include <array>

namespace tao::launcher {

namespace {

// Subtasks, and one task, that only the deploy group has.
constexpr std::array<std::string_view, 2> deploy_words = {"gen_trt_engine", "trtexec"};

bool is_deploy_word(std::string_view word) {
    return std::find(deploy_words.begin(), deploy_words.end(), word) != deploy_words.end();
}

}  // namespace

bool stands_for_group(const std::string& program, const Launcher& launcher) {
    return program == "tao-deploy" && launcher.grammar == Grammar::group_first;
}

Asked ask(const std::string& program, const std::vector<std::string>& words, const CommandLine& line,
          const Launcher& launcher) {
    Asked asked;
    asked.group = line.group;
    if (asked.group.empty() && stands_for_group(program, launcher)) asked.group = deploy_group;
    asked.task = line.task;
    asked.subtask = line.subtask;
    const std::size_t task_at = line.group.empty() ? 0 : 1;
    asked.rest.assign(words.begin() + static_cast<std::ptrdiff_t>(task_at) + 1, words.end());
    return asked;
}

bool is_program_of(std::string_view group, const Launcher& launcher) {
    if (group.empty()) return true;
    if (group == "model") return !launcher.deploy_entry;
    return group == deploy_group && launcher.deploy_entry;
}

std::optional<std::string> group_of(const TaskTable& table, std::string_view task, std::string_view subtask) {
    const bool in_deploy = table.has(deploy_group, task);
    if (in_deploy && (is_deploy_word(subtask) || is_deploy_word(task))) return std::string(deploy_group);
    for (const char* group : {"model", "dataset"}) {
        if (table.has(group, task)) return group;
    }
    std::optional<std::string> other;
    for (const TaskTable::Group& group : table.groups) {
        if (group.name == deploy_group || !table.has(group.name, task)) continue;
        if (other) return std::nullopt;
        other = group.name;
    }
    return other;
}

std::optional<std::vector<std::string>> leading_words(const Asked& asked, const std::string& task,
                                                      const TaskTable& table, const Launcher& launcher) {
    if (launcher.grammar == Grammar::task_first) {
        if (!is_program_of(asked.group, launcher) || !table.has("", task)) return std::nullopt;
        return std::vector<std::string>{task};
    }
    if (!asked.group.empty()) {
        if (!table.has(asked.group, task)) return std::nullopt;
        return std::vector<std::string>{asked.group, task};
    }
    const auto group = group_of(table, task, asked.subtask);
    if (!group) return std::nullopt;
    return std::vector<std::string>{*group, task};
}

}  // namespace tao::launcher
