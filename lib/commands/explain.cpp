#include <unistd.h>

#include <algorithm>

#include "commands/names.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "engines/engines.hpp"
#include "launcher/identify.hpp"
#include "os/terminal.hpp"
#include "paths/never_translated.hpp"
#include "plan/command_words.hpp"
#include "plan/known_secrets.hpp"
#include "plan/line_faults.hpp"
#include "plan/task_command.hpp"
#include "project/find_project.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"
#include "text/secrets.hpp"
#include "text/wrap.hpp"

namespace tao::commands {

namespace {

using paths::Word;
using plan::Plan;
using text::Json;
using text::visible;

const char* name(Plan::Action action) {
    switch (action) {
        case Plan::Action::pass_through:
            return "pass-through";
        case Plan::Action::supervise:
            return "supervise";
        case Plan::Action::answer:
            return "answer";
        case Plan::Action::fail:
            return "fail";
    }
    return "";
}

// The words of the translation for showing, before or after it: what is printed here is pasted into forums.
std::vector<std::string> masked(const Plan& plan, std::string Word::*which) {
    std::vector<std::string> words;
    for (const Word& word : plan.translation.words)
        words.push_back(word.*which);
    return paths::masked_words(words);
}

// A path for showing.
std::string shown(const std::string& path) {
    return visible(text::without_secrets(path));
}

// Two sides of something; below each other where a terminal is too narrow.
std::string sides(const std::string& left, const std::string& right, std::size_t columns) {
    const std::string line = left + "  ->  " + right;
    const bool fits = columns == 0 || text::columns(line) + 2 <= columns;
    return fits ? line : left + "\n    ->  " + right;
}

std::string describe_words(const Plan& plan, std::size_t columns) {
    const std::vector<std::string> typed = masked(plan, &Word::before);
    const std::vector<std::string> translated = masked(plan, &Word::after);
    std::vector<std::string> left;
    std::size_t width = 0;
    std::size_t widest_rule = 0;
    for (std::size_t index = 0; index < typed.size(); ++index) {
        const std::string before = visible(typed[index]);
        const std::string after = visible(translated[index]);
        left.push_back(before == after ? before : sides(before, after, columns));
        width = std::max(width, text::columns(left.back()));
        widest_rule =
            std::max(widest_rule, std::string_view(paths::name(plan.translation.words[index].rule)).size());
    }
    const bool beside = columns == 0 || 2 + width + 3 + widest_rule <= columns;
    std::string lines;
    for (std::size_t index = 0; index < left.size(); ++index) {
        lines += "  " + left[index] +
                 (beside ? std::string(width - text::columns(left[index]) + 3, ' ') : "\n      ") +
                 paths::name(plan.translation.words[index].rule) + "\n";
    }
    return lines;
}

// The engine's command line with its secrets masked: the same task with masked words, rendered again.
std::vector<std::string> masked_command(const Plan& plan) {
    paths::Translation translation = plan.translation;
    const std::vector<std::string> translated = masked(plan, &Word::after);
    for (std::size_t index = 0; index < translated.size(); ++index)
        translation.words[index].after = translated[index];
    engines::Task task = plan.task;
    plan::fill_words(task, translation, plan.front);
    engines::Command command = engines::row_of(plan.engine.engine).render(task, plan.surroundings);
    for (const engines::CommandFile& file : command.files) {
        if (file.word != 0) command.argv.at(file.word) = "/proc/self/fd/N";
    }
    return paths::masked_words(command.argv);
}

// The same quoted for a shell, to show where words begin and end.
std::string describe_command(const Plan& plan) {
    std::string line;
    for (const std::string& word : masked_command(plan))
        line += (line.empty() ? "" : " ") + text::shell_word(word);
    return line;
}

std::string describe_engine(const engines::EngineChoice& choice) {
    std::string text = std::string(engines::row_of(choice.engine).name);
    if (!choice.program.empty()) text += ", " + visible(choice.program);
    if (choice.engine == project::Engine::docker) text += ", " + visible(choice.docker.host);
    return text + " (" + choice.by + ")";
}

// The variables that are handed over, secrets masked.
std::vector<std::pair<std::string, std::string>> masked_variables(const Plan& plan) {
    auto variables = plan.task.variables;
    for (auto& [name, value] : variables)
        value = text::masked(name, value);
    return variables;
}

std::string describe_launcher(const launcher::Launcher& launcher) {
    std::string text = visible(launcher.path) + " (" + name_of(launcher.kind);
    if (!launcher.version_text.empty()) text += " " + visible(launcher.version_text);
    if (const std::string grammar = form_of_lines(launcher); !grammar.empty()) text += "; " + grammar;
    return text + ")";
}

// columns: of the terminal, 0 if it is none.
std::string for_people(const Plan& plan, std::size_t columns) {
    std::string text;
    const auto line = [&](const char* title, const std::string& value) {
        text += text::wrapped_behind(title, value, 13, columns);
    };
    line("project", plan.project ? visible(plan.project->file) : "none");
    if (plan.action == Plan::Action::answer) {
        line("what happens", "there is no launcher: tao answers in its place");
        return text;
    }
    if (!plan.project || plan::uses_launcher(plan)) {
        line("launcher", describe_launcher(plan.launcher.launcher));
    } else {
        line("engine", describe_engine(plan.engine));
        line("image", visible(plan.task.image) + " (" + plan.image_from + ")");
    }
    if (plan.action == Plan::Action::pass_through) {
        line("what happens", "the launcher gets the line as it is: " + plan.reason);
        return text;
    }
    if (!plan.carried.empty()) line("carried over", visible(plan.carried));
    text += "mounts\n";
    for (const paths::Mount& mount : plan.mounts.mounts()) {
        text += "  " + sides(shown(mount.source), shown(mount.destination), columns) +
                (mount.source == mount.real_source ? "" : "  (really " + shown(mount.real_source) + ")") +
                "\n";
    }
    if (plan.mounts.mounts().empty()) text += "  none\n";
    for (const std::string& directory : plan.to_create)
        line("makes", shown(directory));
    line("directory", plan.task.working_directory.empty() ? "the image's own (this one is under no mount)"
                                                          : visible(plan.task.working_directory));
    text += "words\n" + describe_words(plan, columns);
    if (plan::uses_launcher(plan)) {
        text += "mounts file (LAUNCHER_MOUNTS)\n" +
                launcher::render(engines::mounts_file_of(plan.task), true).value_or("") + "\n";
    } else {
        text += "variables\n";
        for (const auto& [name, value] : masked_variables(plan))
            text += "  " + name + "=" + visible(value) + "\n";
    }
    text += "command\n  " + describe_command(plan) + "\n";
    return text;
}

Json for_programs(const Plan& plan) {
    const launcher::Launcher& found = plan.launcher.launcher;
    Json result = {{"action", name(plan.action)},
                   {"exit_code", plan.exit_code},
                   {"reason", plan.reason},
                   {"message", plan.message},
                   {"carried", plan.carried},
                   {"project", plan.project ? Json(plan.project->file) : Json(nullptr)},
                   {"launcher",
                    {{"path", found.path},
                     {"kind", name_of(found.kind)},
                     {"version", found.version_text},
                     {"grammar", form_of_lines(found)}}}};
    result["mounts"] = Json::array();
    for (const paths::Mount& mount : plan.mounts.mounts()) {
        result["mounts"].push_back({{"source", text::without_secrets(mount.source)},
                                    {"real_source", text::without_secrets(mount.real_source)},
                                    {"destination", text::without_secrets(mount.destination)}});
    }
    result["to_create"] = plan.to_create;
    result["container_directory"] = plan.task.working_directory;
    result["words"] = Json::array();
    const std::vector<std::string> before = masked(plan, &Word::before);
    const std::vector<std::string> after = masked(plan, &Word::after);
    for (std::size_t index = 0; index < before.size(); ++index) {
        result["words"].push_back({{"before", before[index]},
                                   {"after", after[index]},
                                   {"rule", paths::name(plan.translation.words[index].rule)}});
    }
    result["findings"] = Json::array();
    for (const paths::Finding& finding : plan.translation.findings) {
        result["findings"].push_back({{"kind", paths::name(finding.kind)},
                                      {"word", finding.word},
                                      {"path", text::without_secrets(finding.path)}});
    }
    result["engine"] = nullptr;
    result["image"] = nullptr;
    result["variables"] = Json::object();
    result["mounts_file"] = nullptr;
    result["argv"] = Json::array();
    if (!plan.project) return result;
    result["engine"] = engines::row_of(plan.engine.engine).name;
    if (plan::uses_launcher(plan)) {
        result["mounts_file"] =
            text::parse_json(launcher::render(engines::mounts_file_of(plan.task), true).value_or("null"))
                .value_or(nullptr);
    } else {
        result["image"] = plan.task.image;
    }
    for (const auto& [name, value] : masked_variables(plan))
        result["variables"][name] = value;
    result["argv"] = masked_command(plan);
    return result;
}

// In every text of it.
void mask(Json& value, const text::KnownSecrets& secrets) {
    if (value.is_string()) value = secrets.masked(value.get<std::string>());
    if (!value.is_structured()) return;
    for (Json& one : value)
        mask(one, secrets);
}

struct ExplainOptions {
    bool json = false;
};

int explain(const ExplainOptions& options, const std::vector<std::string>& words,
            const Surroundings& surroundings) {
    if (words.empty()) {
        return usage_fault("nothing to explain; type the line as you would run it",
                           "tao-shim explain tao detectnet_v2 train -e specs/train.txt");
    }
    plan::Invocation invocation = surroundings.invocation;
    invocation.argv = words;
    Plan plan = plan::make_plan(invocation, surroundings.files);
    plan.message += misnamed_message(surroundings,
                                     project::find(invocation.environment, invocation.working_directory,
                                                   invocation.user, surroundings.files),
                                     "warning");
    plan.message += plan::line_faults(plan, invocation, surroundings.files);
    if (plan.launcher.found) launcher::complete(plan.launcher.launcher, surroundings.files);
    const text::KnownSecrets secrets = plan::known_secrets(
        invocation.environment, plan.project ? &*plan.project : nullptr, surroundings.files);
    plan.message = secrets.masked(plan.message);
    if (options.json) {
        Json result = for_programs(plan);
        mask(result, secrets);
        print(text::show_json(result) + "\n");
        return plan.exit_code;
    }
    complain(plan.message);
    // A plan that only lacks the user's trust is complete, and showing it is how the user decides.
    if (plan.action == Plan::Action::pass_through || !plan.rendered.argv.empty())
        print(secrets.masked(for_people(plan, os::terminal_columns(STDOUT_FILENO))));
    return plan.exit_code;
}

}  // namespace

Subcommand explain_subcommand() {
    const auto options = std::make_shared<ExplainOptions>();
    return {.name = "explain",
            .words = "tao ...",
            .summary = "Show what a line would do here, without running anything",
            .options = {{"--json", "", "The same as JSON", &options->json}},
            .examples = {{"tao-shim explain tao detectnet_v2 train -e specs/train.txt",
                          "The same line that you would run; nothing starts"},
                         {"tao-shim explain --json -- tao detectnet_v2 train",
                          "For programs; the two dashes may stand in front of any line"}},
            .run = run_with(options, explain),
            .words_are = Subcommand::Words::launcher_line};
}

}  // namespace tao::commands
