#include <unistd.h>

#include <algorithm>

#include "commands/diagnostics_json.hpp"
#include "commands/init/draft.hpp"
#include "commands/init/known_tasks.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "os/terminal.hpp"
#include "os/working_directory.hpp"
#include "plan/exit_codes.hpp"
#include "plan/known_secrets.hpp"
#include "plan/line_faults.hpp"
#include "plan/task_command.hpp"
#include "plan/trust.hpp"
#include "project/project.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"
#include "text/wrap.hpp"

namespace tao::commands {

namespace {

using text::Json;

std::string program_of(const std::vector<std::string>& words) {
    if (words.empty()) return "tao";
    const std::string& typed = words.front();
    return typed.substr(typed.rfind('/') + 1);
}

constexpr int would_not_do = 1;

// The plan of the line, with what would keep it from doing what it says in its message.
plan::Plan plan_of(const std::vector<std::string>& words, const Surroundings& surroundings) {
    plan::Invocation invocation = surroundings.invocation;
    invocation.argv = words;
    plan::Plan plan = plan::make_plan(invocation, surroundings.files);
    const std::string faults = plan::line_faults(plan, invocation, surroundings.files);
    plan.message += plan::known_secrets(invocation.environment, plan.project ? &*plan.project : nullptr,
                                        surroundings.files)
                        .masked(faults);
    const bool starts = plan.action != plan::Plan::Action::fail;
    const bool no_such_task = plan.exit_code == plan::own_failure && !plan::uses_launcher(plan) &&
                              plan.command.request == launcher::Request::task && plan.task.image.empty();
    if (no_such_task || (starts && (plan.lacks_files || !faults.empty()))) plan.exit_code = would_not_do;
    return plan;
}

const char* what_happens(plan::Plan::Action action) {
    switch (action) {
        case plan::Plan::Action::pass_through:
            return "pass-through";
        case plan::Plan::Action::supervise:
            return "run";
        case plan::Plan::Action::answer:
            return "answer";
        case plan::Plan::Action::fail:
            return "fail";
    }
    return "";
}

// besides: what there is to say that is not about the project file; empty: nothing.
Json as_json(const ProjectHere& here, const std::optional<plan::Plan>& plan, const std::string& besides,
             int exit_code) {
    const bool none = here.search.outcome == project::Search::Outcome::none;
    Json result = {{"version", 1},
                   {"exit_code", exit_code},
                   {"project", none ? Json(nullptr) : Json(here.search.file)},
                   {"diagnostics", diagnostics_of(here)}};
    if (!besides.empty()) result["message"] = besides;
    result["run"] = nullptr;
    if (plan) {
        result["run"] = {
            {"action", what_happens(plan->action)},
            {"reason", plan->reason},
            {"message", plan->message},
            {"launcher", plan->launcher.found ? Json(plan->launcher.launcher.path) : Json(nullptr)}};
    }
    return result;
}

std::string verdict(const plan::Plan& plan) {
    switch (plan.action) {
        case plan::Plan::Action::fail:
            return {};
        case plan::Plan::Action::pass_through:
            return "the launcher would get the line as it is: " + plan.reason + "\n";
        case plan::Plan::Action::answer:
            return "there is no launcher: tao would answer in its place\n";
        case plan::Plan::Action::supervise:
            break;
    }
    const std::string program = plan::uses_launcher(plan) ? plan.launcher.launcher.path
                                                          : plan.engine.program + " and " + plan.task.image;
    return (plan.exit_code == 0 ? "the line would run, with " : "the line would not do what it says, with ") +
           text::visible(program) + "\n";
}

// A task that nothing knows leads to directories of its name; one without a layout leads nowhere.
void report_task(const project::Project& project, const Surroundings& surroundings,
                 text::Diagnostics& diagnostics) {
    if (!project.task) return;
    if (!project.layout) {
        if (diagnostics.source().content.find("${task}") != std::string::npos) return;
        const std::string layout = layout_of_task(project.task->value);
        diagnostics.warning("no-layout", "without a layout the task sets no mounts and no variables",
                            project.task->where,
                            "to have its mounts and variables, add a line such as layout: " + layout);
        return;
    }
    const std::string unknown = why_unknown(project.task->value, known_tasks(surroundings));
    const auto line = unknown.find('\n');
    if (!unknown.empty())
        diagnostics.warning("unknown-task", unknown.substr(0, line), project.task->where,
                            unknown.substr(line + 1));
}

// Of a project file that can be used: what `tao-shim init` left to the user, and mounts that nobody has written.
void report_what_is_left_to_do(ProjectHere& here, const Surroundings& surroundings) {
    text::Diagnostics& diagnostics = here.loaded->diagnostics;
    for (const Noticed& one : noticed_in(diagnostics.source().content)) {
        if (!one.text.starts_with("FIXME: ")) continue;
        diagnostics.warning("fixme", "this is left for you to fill in",
                            text::Span{one.begin, one.begin + std::string_view("FIXME").size()},
                            "take the line away when it is done");
    }
    // Where something is wrong, its words say what to do.
    if (diagnostics.has_errors()) return;
    const project::Project& project = *here.project();
    report_task(project, surroundings, diagnostics);
    if (project.mounts.empty() && project.unmapped.value != project::Unmapped::mount) {
        diagnostics.warning("no-mounts", "nothing is mounted: tasks see no file of this computer",
                            std::nullopt,
                            "to mount this directory, add: mounts: [.:/workspace/tao-experiments]");
    }
}

// Is all that is wrong a variable that is not set? What needs trust is said then as well: setting it is not the last step.
bool lacks_variables_only(const text::Diagnostics& diagnostics) {
    const auto& all = diagnostics.all();
    return diagnostics.has_errors() && std::all_of(all.begin(), all.end(), [](const text::Diagnostic& one) {
               return one.severity != text::Severity::error || one.id == "unset-variable";
           });
}

// Lines about a variable that keeps the project file from counting; empty: none does.
std::string put_aside(const ProjectHere& here, const launcher::Found& launcher,
                      const Surroundings& surroundings) {
    const std::string reason = stepped_aside_here(surroundings, engine_here(surroundings, launcher, here));
    if (reason.empty()) return {};
    return text::message("warning: the project file counts for no task here: " + reason +
                         "\nto have it count, type: unset " + reason.substr(0, reason.find_first_of("=: ")));
}

struct CheckOptions {
    bool json = false;
};

int check(const CheckOptions& options, const std::vector<std::string>& words,
          const Surroundings& surroundings) {
    const launcher::Found launcher = launcher_here(surroundings, program_of(words), false);
    ProjectHere here = project_here(surroundings, launcher);
    if (here.project() != nullptr) {
        text::Diagnostics& diagnostics = here.loaded->diagnostics;
        if (lacks_variables_only(diagnostics)) plan::report(here.trust, diagnostics);
        project::report_unset_variables(*here.project(), diagnostics);
    }
    if (words.empty() && here.project() != nullptr) report_what_is_left_to_do(here, surroundings);
    std::optional<plan::Plan> plan;
    if (!words.empty()) plan = plan_of(words, surroundings);
    int exit_code = plan ? plan->exit_code : here.exit_code();
    // Where another one counts, that decides.
    const bool has_project = here.search.outcome != project::Search::Outcome::none;
    // A plan has the mistakes of the user's configuration in its own message. Outside of projects they stop nothing.
    const std::string settings = plan || !has_project ? "" : launcher.configuration_faults;
    if (!settings.empty()) exit_code = plan::project_file_wrong;
    const std::string misnamed =
        misnamed_message(surroundings, here.search, has_project ? "warning" : "error");
    if (!misnamed.empty() && !has_project && exit_code == 0)
        exit_code = plan ? would_not_do : plan::project_file_wrong;

    // Of a line its plan tells.
    const std::string aside = plan || !has_project ? "" : put_aside(here, launcher, surroundings);

    if (options.json) {
        print(text::show_json(as_json(here, plan, settings + misnamed + aside, exit_code)) + "\n");
        return exit_code;
    }
    complain(misnamed);
    complain(settings);
    complain(aside);
    if (plan) {
        complain(plan->message);
        const std::string line = verdict(*plan);
        if (!line.empty())
            print(text::wrapped(line.substr(0, line.size() - 1), 0, os::terminal_columns(STDOUT_FILENO)));
        return exit_code;
    }
    if (here.search.outcome == project::Search::Outcome::none) {
        if (misnamed.empty()) complain(no_project_message(surroundings));
        // Of a directory that is gone nothing was checked.
        return os::working_directory().empty() ? plan::own_failure : exit_code;
    }
    complain(render(here, surroundings.invocation.colour));
    if (here.untrusted || !here.trust.left_out.empty())
        complain(text::message(plan::fault_of_trusted_paths(surroundings.invocation.environment)));
    if (here.untrusted) complain(plan::trust_advice());
    if (exit_code == 0) print(text::visible(here.search.file) + ": no errors\n");
    return exit_code;
}

}  // namespace

Subcommand check_subcommand() {
    const auto options = std::make_shared<CheckOptions>();
    return {.name = "check",
            .words = "[tao ...]",
            .summary = "Check the project file, and whether a line would run",
            .options = {{"--json", "", "The findings as JSON, with their places", &options->json}},
            .examples = {{"tao-shim check", "The project file: every error at once"},
                         {"tao-shim check tao detectnet_v2 train -e specs/train.txt",
                          "And whether this line would run and do what it says"},
                         {"tao-shim check --json", "For editors and scripts"}},
            .run = run_with(options, check),
            .words_are = Subcommand::Words::launcher_line};
}

}  // namespace tao::commands
