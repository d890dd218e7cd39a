#include "launcher/carry_over.hpp"

#include <optional>
#include <utility>

#include "launcher/asked_task.hpp"
#include "launcher/identify.hpp"
#include "launcher/renamed_tasks.hpp"
#include "launcher/task_hint.hpp"
#include "launcher/task_table.hpp"

namespace tao::launcher {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

CarriedOver as_typed(CarriedOver result, std::string reason) {
    result.outcome = CarriedOver::Outcome::as_typed;
    result.reason = std::move(reason);
    return result;
}

// Words that the launcher's table has shown to be native: their first may be a group of the user's own, which the
// grammar alone does not know.
CommandLine split(const std::vector<std::string>& words, Grammar grammar) {
    CommandLine line = parse_command_line(words, grammar);
    if (line.native) return line;
    std::vector<std::string> with_known_group = words;
    with_known_group[0] = deploy_group;
    line = parse_command_line(with_known_group, grammar);
    line.group = words[0];
    return line;
}

// With the launcher completed and its table read.
CarriedOver carry(CarriedOver result, const std::string& program, const TaskTable& table) {
    const Launcher& launcher = result.launcher;
    if (result.line.group.empty() && launcher.grammar == Grammar::group_first &&
        table.has_group(result.words[0])) {
        result.line = split(result.words, launcher.grammar);
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
        result.reason = name_with_version(launcher) + " has it as `" + joined(*words) + "`";
        words->insert(words->end(), asked.rest.begin(), asked.rest.end());
        result.outcome =
            *words == result.words ? CarriedOver::Outcome::native : CarriedOver::Outcome::carried;
        result.words = std::move(*words);
        result.line = split(result.words, launcher.grammar);
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

}  // namespace tao::launcher
