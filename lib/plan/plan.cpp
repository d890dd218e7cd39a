#include "plan/plan.hpp"

#include <string_view>
#include <utility>

#include "engines/engine_hint.hpp"
#include "engines/engines.hpp"
#include "launcher/login.hpp"
#include "launcher/not_found.hpp"
#include "launcher/path_search.hpp"
#include "launcher/task_hint.hpp"
#include "plan/engine_refusal.hpp"
#include "plan/exit_codes.hpp"
#include "plan/known_secrets.hpp"
#include "plan/pass_through.hpp"
#include "plan/placement.hpp"
#include "plan/project_elsewhere.hpp"
#include "plan/project_plan.hpp"
#include "plan/task_command.hpp"
#include "plan/typed_line.hpp"
#include "project/find_project.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

void pass_through(Plan& plan, std::string reason) {
    plan.action = Plan::Action::pass_through;
    plan.reason = std::move(reason);
}

std::vector<std::string> words_of(const Invocation& invocation) {
    if (invocation.argv.empty()) return {};
    return {invocation.argv.begin() + 1, invocation.argv.end()};
}

// The plan where the launcher, or whatever was found, gets the line as it is: unless only one of another name was found,
// or none at all.
void to_the_launcher(Plan& plan, std::string reason) {
    if (!plan.launcher.found || plan.launcher.by_other_name) {
        // The user's configuration may have been meant to name it.
        plan.fail(plan.launcher.exit_code,
                  plan.launcher.configuration_faults + text::message(plan.launcher.message));
    } else {
        pass_through(plan, std::move(reason));
    }
}

// A project's user finds out here why the project file does nothing; empty where there is nothing to do for it.
std::string note_about_unknown_program(const Plan& plan, const Invocation& invocation,
                                       const std::vector<std::string>& words, const project::Search& here,
                                       const os::FileSystem& files) {
    if (!plan.launcher.found || plan.launcher.launcher.kind != launcher::ProgramKind::unknown ||
        launcher::is_client_line(words))
        return {};
    const std::string program = launcher::unknown_program(plan.launcher);
    const std::string launcher = launcher::launcher_to_name(plan.launcher, launcher_search(invocation, words),
                                                            invocation.environment, files);
    return "note: " + program + ", so " + text::visible(here.file) +
           " does not count; to have it count, type: export TAO_SHIM_LAUNCHER=" + launcher;
}

// Why the line is not one for a project, whatever runs it.
std::string no_task(const Plan& plan, const Invocation& invocation, const std::vector<std::string>& words) {
    for (std::string reason : {stepped_aside(invocation.environment), not_for_a_project(plan.command.request),
                               not_for_a_project(words)}) {
        if (!reason.empty()) return reason;
    }
    return {};
}

std::string not_the_launcher(const Plan& plan, const Invocation& invocation) {
    if (!plan.launcher.found) return "no launcher was found";
    std::string reason = not_for_a_project(plan.launcher.launcher.kind);
    return reason.empty() ? mounts_by_hand(invocation.environment) : reason;
}

// --help, info, list, stop where there is no launcher, but an engine.
bool may_answer(Plan& plan, const project::Search& here, const Invocation& invocation,
                const os::FileSystem& files, const std::vector<std::string>& words) {
    if (plan.launcher.found || plan.command.request == launcher::Request::task) return false;
    if (!stepped_aside(invocation.environment).empty() || !not_for_a_project(words).empty()) return false;
    plan.engine = engine_here(plan, here, words, invocation, files);
    const bool asked_for = plan.engine.by != "auto" || here.outcome != project::Search::Outcome::none;
    return asked_for && plan.engine.engine != project::Engine::launcher;
}

// It is the user's to choose another way.
std::string in_place_of_the_broken(const project::Search& here, const Invocation& invocation,
                                   const os::FileSystem& files) {
    if (here.outcome != project::Search::Outcome::found) return {};
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    const engines::EngineChoice other = choose_engine(std::nullopt, user, false, invocation, files);
    if (other.by != "auto" || other.engine == project::Engine::launcher) return {};
    return text::message("  or without it: to run the tasks of this project on " +
                         std::string(engines::row_of(other.engine).name) + ", write engine: " +
                         std::string(engines::row_of(other.engine).name) + " in " + text::visible(here.file));
}

// No launcher is there: what else would run the task.
std::string without_the_launcher(const Plan& plan, const project::Search& here, const Invocation& invocation,
                                 const os::FileSystem& files, const std::vector<std::string>& words) {
    if (plan.launcher.is_broken()) return in_place_of_the_broken(here, invocation, files);
    if (plan.launcher.found) return {};
    const engines::EngineChoice choice = engine_here(plan, here, words, invocation, files);
    if (choice.by != "auto") return {};
    const std::string name(engines::row_of(choice.engine).name);
    return text::message(
        choice.engine == project::Engine::launcher
            ? "  or without it: where docker, podman or apptainer is on PATH, a project's tasks run on that"
            : "  or without it: in a project tasks run on " + name + "; to make one, type: tao-shim init");
}

// No launcher is there, and without a variable of the user's the task would not need one.
std::string where_the_shim_is_off(const Plan& plan, const project::Search& here, const Invocation& invocation,
                                  const os::FileSystem& files, const std::vector<std::string>& words) {
    const std::string reason = stepped_aside(invocation.environment);
    if (reason.empty() || plan.launcher.found) return {};
    const engines::EngineChoice choice = engine_here(plan, here, words, invocation, files);
    if (choice.engine == project::Engine::launcher) return {};
    const std::string variable = reason.substr(0, reason.find('='));
    return text::message("  or without it: " + text::visible(reason.substr(0, reason.find(':'))) +
                         " keeps the shim from running a project's tasks on " +
                         std::string(engines::row_of(choice.engine).name) +
                         "; to have it do so, type: unset " + variable);
}

// getcwd(3) finds none, or it is outside of what this process can reach.
std::string without_directory(const Invocation& invocation) {
    if (text::is_absolute(invocation.working_directory)) return {};
    return "this directory does not exist any more, so no project can be found from here\n"
           "go to one that is there: cd DIRECTORY";
}

}  // namespace

namespace {

Plan decide(const Invocation& invocation, const os::FileSystem& files) {
    Plan plan;
    const std::vector<std::string> words = words_of(invocation);
    plan.launcher =
        launcher::find_launcher(launcher_search(invocation, words), invocation.environment, files);
    if (const std::string fault = fault_of_switch(invocation.environment); !fault.empty()) {
        plan.fail(own_failure, text::message("error: " + fault));
        return plan;
    }
    if (const std::string fault = fault_of_step(invocation, files); !fault.empty()) {
        plan.fail(own_failure, text::message(fault));
        return plan;
    }
    plan.command = launcher::parse_command_line(words, plan.launcher.launcher.grammar);
    const std::string reason = no_task(plan, invocation, words);
    if (!reason.empty() && plan.launcher.found) {
        to_the_launcher(plan, reason);
        return plan;
    }
    const project::Search here =
        project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    if (!reason.empty()) {
        if (may_answer(plan, here, invocation, files, words)) {
            plan.action = Plan::Action::answer;
        } else {
            to_the_launcher(plan, reason);
            plan.message += where_the_shim_is_off(plan, here, invocation, files, words);
        }
        return plan;
    }
    // Which engine is meant is not known as long as the user's configuration is wrong. Outside of projects the launcher is
    // what it always is.
    if (!plan.launcher.configuration_faults.empty() && here.outcome != project::Search::Outcome::none) {
        plan.fail(project_file_wrong,
                  plan.launcher.configuration_faults + text::message("nothing was started"));
        return plan;
    }
    const std::string not_launcher = not_the_launcher(plan, invocation);
    switch (here.outcome) {
        case project::Search::Outcome::none:
            if (not_launcher.empty())
                plan.message += text::message(note_about_project_elsewhere(invocation, words, files));
            to_the_launcher(plan, !not_launcher.empty() ? not_launcher
                                  : without_directory(invocation).empty()
                                      ? "no project file was found"
                                      : "this directory does not exist any more");
            if (plan.action == Plan::Action::fail)
                plan.message = text::message(without_directory(invocation)) + plan.message;
            plan.message += without_the_launcher(plan, here, invocation, files, words);
            if (!plan.launcher.found)
                plan.message += text::message(note_about_project_elsewhere(invocation, words, files));
            break;
        case project::Search::Outcome::fault:
            plan.engine = engine_here(plan, here, words, invocation, files);
            if (plan.engine.engine == project::Engine::launcher && !not_launcher.empty()) {
                to_the_launcher(plan, not_launcher);
            } else {
                plan.fail(project_file_wrong,
                          project::render(here, invocation.colour) + text::message("nothing was started"));
            }
            break;
        case project::Search::Outcome::found:
            if (!plan_in_project(plan, here, words, not_launcher, invocation, files)) {
                plan.message +=
                    text::message(note_about_unknown_program(plan, invocation, words, here, files));
                to_the_launcher(plan, not_launcher);
                plan.message += without_the_launcher(plan, here, invocation, files, words);
            }
            break;
    }
    return plan;
}

}  // namespace

Plan make_plan(const Invocation& invocation, const os::FileSystem& files) {
    Plan plan = decide(invocation, files);
    if (!plan.message.empty()) {
        const project::Project* project = plan.project ? &*plan.project : nullptr;
        plan.message = known_secrets(invocation.environment, project, files).masked(plan.message);
    }
    return plan;
}

std::string hint_after_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (!uses_launcher(plan)) return engine_refusal(plan, invocation, files, engine_of(plan).get());
    if (std::string hint = engines::engine_hint(invocation.environment, files); !hint.empty()) return hint;
    if (!plan.hint.empty()) return plan.hint;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    const launcher::Login login =
        launcher::look_at_login(plan.launcher.launcher, invocation.environment, user.home, files);
    if (!login.fault.empty()) return login.fault + "\ntype: " + login.remedy;
    const std::string program = program_of(invocation);
    return launcher::unknown_task_hint(program, plan.command, plan.launcher.launcher, invocation.environment,
                                       files);
}

}  // namespace tao::plan
