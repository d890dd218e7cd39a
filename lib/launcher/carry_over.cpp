#include "launcher/carry_over.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "launcher/identify.hpp"
#include "launcher/renamed_tasks.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::launcher {

namespace {

constexpr std::string_view deploy_group = "deploy";

// Subtasks, and one task, that only the deploy group has.
constexpr std::array<std::string_view, 2> deploy_words = {"gen_trt_engine", "trtexec"};

bool is_deploy_word(std::string_view word) {
    return std::find(deploy_words.begin(), deploy_words.end(), word) != deploy_words.end();
}

// tao-deploy was typed, and the launcher has the group deploy instead of that program.
bool stands_for_group(const std::string& program, const Launcher& launcher) {
    return program == "tao-deploy" && launcher.grammar == Grammar::group_first;
}

std::string version_of(const Launcher& launcher) {
    return launcher.version_text.empty() ? "the launcher found"
                                         : "the launcher found (" + launcher.version_text + ")";
}

// The group in which the launcher has that task, for a line that names none.
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

// A line for one task, taken apart: what the launcher's table is asked.
struct Asked {
    std::string group;  // as typed, or implied by the program's name; may be empty
    std::string task;
    std::string subtask;
    std::vector<std::string> rest;  // behind the task, the subtask included
};

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

// 4.x has two programs where 5.x has groups: tao for model, tao-deploy for deploy, none for dataset.
bool is_program_of(std::string_view group, const Launcher& launcher) {
    if (group.empty()) return true;
    if (group == "model") return !launcher.deploy_entry;
    return group == deploy_group && launcher.deploy_entry;
}

// The words in front of the rest, in the launcher's grammar; nothing if it does not have the task.
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

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

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

std::string hint_for(const Asked& asked, const TaskTable& table, const Launcher& launcher) {
    const std::string program = launcher.deploy_entry ? "tao-deploy " : "tao ";
    const bool no_group = launcher.grammar == Grammar::task_first && !is_program_of(asked.group, launcher);
    std::string hint = version_of(launcher) + " has no ";
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

CarriedOver as_typed(CarriedOver result, std::string reason) {
    result.outcome = CarriedOver::Outcome::as_typed;
    result.reason = std::move(reason);
    return result;
}

// With the launcher completed and its table read.
CarriedOver carry(CarriedOver result, const std::string& program, const TaskTable& table) {
    const Launcher& launcher = result.launcher;
    // A group of the user's own table is not known to the grammar.
    if (result.line.group.empty() && launcher.grammar == Grammar::group_first &&
        table.has_group(result.words[0])) {
        std::vector<std::string> with_group = result.words;
        with_group[0] = "model";
        result.line = parse_command_line(with_group, launcher.grammar);
        result.line.group = result.words[0];
        result.reason = "a group of " + table.file;
        return result;
    }
    const Asked asked = ask(program, result.words, result.line, launcher);
    std::vector<std::string> names{asked.task};
    if (const auto other = other_name_of(asked.task, generation(launcher)); other && other->same_arguments) {
        names.emplace_back(other->name);
    }
    for (const std::string& name : names) {
        auto words = leading_words(asked, name, table, launcher);
        if (!words) continue;
        result.reason = version_of(launcher) + " has it as `" + joined(*words) + "`";
        words->insert(words->end(), asked.rest.begin(), asked.rest.end());
        result.outcome =
            *words == result.words ? CarriedOver::Outcome::native : CarriedOver::Outcome::carried;
        result.words = std::move(*words);
        result.line = parse_command_line(result.words, launcher.grammar);
        result.line.native = true;
        return result;
    }
    result.hint = hint_for(asked, table, launcher);
    return as_typed(std::move(result), "no such task in " + table.file);
}

}  // namespace

bool needs_task_table(const std::string& program, const std::vector<std::string>& words,
                      const Launcher& launcher) {
    if (launcher.kind != ProgramKind::launcher || is_client_line(words)) return false;
    const CommandLine line = parse_command_line(words, launcher.grammar);
    if (line.request != Request::task) return false;
    if (!line.native || stands_for_group(program, launcher)) return true;
    return other_name_of(line.task, generation(launcher)).has_value();
}

CarriedOver carry_over(const Search& search, const Launcher& launcher, const os::Environment& environment,
                       const os::FileSystem& files) {
    CarriedOver result;
    result.launcher = launcher;
    result.words = search.words;
    result.line = parse_command_line(search.words, launcher.grammar);
    if (!needs_task_table(search.program, search.words, launcher)) {
        const bool group_alone = result.line.request == Request::bare || result.line.request == Request::help;
        if (launcher.kind == ProgramKind::launcher && stands_for_group(search.program, launcher) &&
            group_alone && result.line.group.empty()) {
            result.outcome = CarriedOver::Outcome::carried;
            result.words.insert(result.words.begin(), std::string(deploy_group));
            result.line = parse_command_line(result.words, launcher.grammar);
            result.reason = "tao-deploy is the group deploy";
        }
        return result;
    }
    if (launcher.grammar == Grammar::task_first && result.line.group == deploy_group &&
        !launcher.deploy_entry) {
        Found deploy = find_deploy_entry(launcher, search, environment, files);
        if (deploy.found) result.launcher = std::move(deploy.launcher);
    }
    complete(result.launcher, files);
    const auto table = read_task_table(result.launcher, environment, files);
    if (!table) return as_typed(std::move(result), "the launcher's task table cannot be read");
    result = carry(std::move(result), search.program, *table);
    // What is not carried over goes to the program that was found.
    if (result.outcome == CarriedOver::Outcome::as_typed) result.launcher = launcher;
    return result;
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
