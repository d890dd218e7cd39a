#include "plan/launcher_answer.hpp"

#include <algorithm>

#include "engines/engines.hpp"
#include "engines/image_table.hpp"
#include "project/find_project.hpp"
#include "project/load.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::plan {

namespace {

constexpr std::size_t width = 79;
constexpr std::size_t indent = 11;

std::string wrapped(const std::vector<std::string>& words) {
    std::string text;
    std::size_t column = indent;
    for (const std::string& word : words) {
        if (column != indent && column + word.size() > width) {
            text += "\n" + std::string(indent, ' ');
            column = indent;
        }
        text += (column == indent ? "" : " ") + word;
        column += word.size() + 1;
    }
    return text;
}

std::string name_of(const launcher::TaskTable::Group& group) {
    return group.name.empty() ? "tasks" : group.name;
}

std::string help(const Plan& plan, const Catalogue& catalogue) {
    std::string text =
        "usage: tao [GROUP] TASK SUBTASK [ARGUMENT ...]\n       tao {list,stop,info} [OPTION ...]\n\n";
    text += "There is no launcher of NVIDIA's here: tasks run with " +
            std::string(engines::row_of(plan.engine.engine).name) + ". The arguments are the task's own:\n" +
            "tao TASK SUBTASK --help\n\nGroups and tasks of " + catalogue.from + ":\n";
    for (const launcher::TaskTable::Group& group : catalogue.table.groups) {
        if (!plan.command.group.empty() && group.name != plan.command.group) continue;
        const std::string name = name_of(group);
        text += "  " + name + std::string(indent - 2 - std::min(name.size(), indent - 3), ' ') +
                wrapped(group.tasks) + "\n";
    }
    return text;
}

std::string heading(const Plan& plan, const Catalogue& catalogue) {
    return "toolkit_version: " + catalogue.from +
           "\nengine: " + std::string(engines::row_of(plan.engine.engine).name) + "\n";
}

std::string info(const Plan& plan, const Catalogue& catalogue) {
    std::string groups;
    for (const launcher::TaskTable::Group& group : catalogue.table.groups)
        groups += (groups.empty() ? "'" : ", '") + name_of(group) + "'";
    return "Configuration of the TAO Toolkit Instance\ntask_group: [" + groups + "]\n" +
           heading(plan, catalogue);
}

std::string verbose_info(const Plan& plan, const Catalogue& catalogue) {
    std::string text = "Configuration of the TAO Toolkit Instance\n\ntask_group:\n";
    for (const launcher::TaskTable::Group& group : catalogue.table.groups) {
        text += "    " + name_of(group) + ":\n        dockers:\n";
        for (const std::string& image : engines::images_of({.file = {}, .groups = {group}})) {
            text += "            " + image + ":\n                tasks:\n";
            int number = 0;
            for (std::size_t index = 0; index < group.tasks.size(); ++index) {
                if (group.images[index] != image) continue;
                text += "                    " + std::to_string(++number) + ". " + group.tasks[index] + "\n";
            }
        }
    }
    return text + heading(plan, catalogue);
}

constexpr std::string_view help_option = "--help";
constexpr std::string_view version_option = "--version";

// argparse takes the beginning of a name for the name: --he.
bool is_option(std::string_view word, std::string_view name) {
    constexpr std::size_t shortest = 3;
    return word.size() >= shortest && name.starts_with(word);
}
bool asks_for_help(std::string_view word) {
    return word == "-h" || is_option(word, help_option);
}

// What the word takes, or no word at all.
std::vector<std::string> options_of(const std::vector<std::string>& words) {
    const std::string_view first = words.front();
    std::vector<std::string> options{std::string(help_option)};
    if (first.starts_with('-')) options.emplace_back(version_option);
    if (first == "info") options.emplace_back("--verbose");
    if (first == "stop") options.insert(options.end(), {"--all", "--container_id"});
    return options;
}

}  // namespace

std::optional<Catalogue> catalogue_of(const engines::ImageSources& sources) {
    if (!sources.release && sources.table) return Catalogue{*sources.table, sources.table_name};
    const auto release =
        sources.release ? engines::release_named(sources.release->value) : engines::releases().front();
    if (!release) return std::nullopt;
    return Catalogue{engines::table_of(*release), "TAO " + std::string(*release)};
}

std::string answer_text(const Plan& plan, const std::vector<std::string>& words, const Catalogue& catalogue) {
    if (!words.empty() && is_option(words[0], version_option)) return catalogue.from + "\n";
    if (plan.command.request == launcher::Request::bare || plan.command.request == launcher::Request::help)
        return help(plan, catalogue);
    if (std::any_of(words.begin(), words.end(), [](const auto& word) { return asks_for_help(word); }))
        return help(plan, catalogue);
    if (words.empty() || words[0] != "info") return {};
    const bool verbose = std::find(words.begin(), words.end(), "--verbose") != words.end();
    return verbose ? verbose_info(plan, catalogue) : info(plan, catalogue);
}

std::string option_fault(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    const std::vector<std::string> known = options_of(words);
    for (const std::string& word : words) {
        if (asks_for_help(word)) return {};
        const std::string name = word.substr(0, word.find('='));
        const bool is_known = std::any_of(known.begin(), known.end(),
                                          [&](const std::string& one) { return is_option(name, one); });
        if (!word.starts_with('-') || is_known) continue;
        const auto closest = text::closest(name, known);
        return "there is no option " + text::quoted(name) +
               (words.front() == word ? "" : " of `tao " + words.front() + "`") +
               (closest ? "\ndid you mean " + *closest + "?" : "\nto see what there is, type: tao --help");
    }
    return {};
}

std::optional<project::Project> project_for_answers(const Invocation& invocation,
                                                    const os::FileSystem& files) {
    const project::Search here =
        project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    if (here.outcome != project::Search::Outcome::found) return std::nullopt;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    return project::load(here, invocation.environment, user, files).project;
}

}  // namespace tao::plan
