#include "plan/plan.hpp"

#include <string_view>
#include <utility>

#include "engines/engine_hint.hpp"
#include "launcher/carry_over.hpp"
#include "launcher/login.hpp"
#include "launcher/not_found.hpp"
#include "launcher/task_hint.hpp"
#include "plan/exit_codes.hpp"
#include "plan/pass_through.hpp"
#include "plan/project_elsewhere.hpp"
#include "plan/project_plan.hpp"
#include "project/find.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::plan {

namespace {

void pass_through(Plan& plan, std::string reason) {
    plan.action = Plan::Action::pass_through;
    plan.reason = std::move(reason);
}

void fail(Plan& plan, int exit_code, const std::string& lines) {
    plan.action = Plan::Action::fail;
    plan.exit_code = exit_code;
    plan.message += lines;
}

std::string last_component(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));  // npos + 1 is 0: the whole
}

std::vector<std::string> words_of(const Invocation& invocation) {
    if (invocation.argv.empty()) return {};
    return {invocation.argv.begin() + 1, invocation.argv.end()};
}

// The name that was typed. A program may be started by any name, or none (`exec -a job tao`): then it is the name of the
// file that was executed, unless that is a link of another name.
std::string program_of(const Invocation& invocation) {
    const std::string typed =
        invocation.argv.empty() ? std::string() : last_component(invocation.argv.front());
    for (const std::string& name : {typed, last_component(invocation.executed_as)}) {
        if (name == "tao" || name == "tlt" || name == "tao-deploy") return name;
    }
    return "tao";
}

launcher::Search search_for(const Invocation& invocation, const std::vector<std::string>& words) {
    return {.program = program_of(invocation),
            .self = invocation.self,
            .self_path = invocation.self_path,
            .words = words,
            .started_as = invocation.argv.empty() ? std::string() : invocation.argv.front()};
}

// The plan without a project: the launcher as it is, unless only one of another name was found.
void without_project(Plan& plan, std::string reason) {
    if (plan.launcher.by_other_name) {
        fail(plan, plan.launcher.exit_code, text::message(plan.launcher.message));
    } else {
        pass_through(plan, std::move(reason));
    }
}

// A project's user finds out here why the project file does nothing; empty where there is none, or nothing to do for it.
std::string note_about_unknown_program(const Plan& plan, const Invocation& invocation,
                                       const std::vector<std::string>& words, const os::FileSystem& files) {
    if (!stepped_aside(invocation.environment).empty() || plan.command.request != launcher::Request::task ||
        launcher::is_client_line(words))
        return {};
    const project::Search found =
        project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    if (found.outcome != project::Search::Outcome::found) return {};
    const std::string program = launcher::unknown_program(plan.launcher);
    const std::string launcher = launcher::launcher_to_name(plan.launcher, search_for(invocation, words),
                                                            invocation.environment, files);
    return "note: " + program + ", so " + text::visible(found.file) +
           " does not count; to have it count, type: export TAO_SHIM_LAUNCHER=" + launcher;
}

// The words in the grammar of the launcher found.
std::vector<std::string> carry_over(Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                                    const std::vector<std::string>& words) {
    const launcher::Search search = search_for(invocation, words);
    launcher::Launcher& found = plan.launcher.launcher;
    if (!launcher::needs_task_table(search.program, words, found)) return words;
    launcher::CarriedOver carried = launcher::carry_over(search, found, invocation.environment, files);
    found = std::move(carried.launcher);
    plan.command = std::move(carried.line);
    plan.hint = std::move(carried.hint);
    if (carried.outcome == launcher::CarriedOver::Outcome::carried) plan.carried = std::move(carried.reason);
    return std::move(carried.words);
}

}  // namespace

Plan make_plan(const Invocation& invocation, const os::FileSystem& files) {
    Plan plan;
    const std::vector<std::string> words = words_of(invocation);
    plan.launcher = launcher::find_launcher(search_for(invocation, words), invocation.environment, files);
    if (const std::string fault = fault_of_switch(invocation.environment); !fault.empty()) {
        fail(plan, own_failure, text::message("error: " + fault));
        return plan;
    }
    // Which launcher is meant is not known as long as the user's configuration is wrong.
    if (!plan.launcher.configuration_faults.empty() && stepped_aside(invocation.environment).empty()) {
        fail(plan, project_file_wrong,
             plan.launcher.configuration_faults + text::message("nothing was started"));
        return plan;
    }
    if (!plan.launcher.found) {
        fail(plan, plan.launcher.exit_code, text::message(plan.launcher.message));
        return plan;
    }
    plan.command = launcher::parse_command_line(words, plan.launcher.launcher.grammar);
    if (plan.launcher.launcher.kind == launcher::ProgramKind::unknown) {
        plan.message += text::message(note_about_unknown_program(plan, invocation, words, files));
    }
    for (const std::string& reason :
         {stepped_aside(invocation.environment), not_for_a_project(plan.launcher.launcher.kind),
          not_for_a_project(plan.command.request), not_for_a_project(words)}) {
        if (reason.empty()) continue;
        without_project(plan, reason);
        return plan;
    }

    const project::Search found =
        project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    switch (found.outcome) {
        case project::Search::Outcome::none:
            plan.message += text::message(note_about_project_elsewhere(invocation, words, files));
            without_project(plan, "no project file was found");
            break;
        case project::Search::Outcome::fault:
            fail(plan, project_file_wrong,
                 project::render(found, invocation.colour) + text::message("nothing was started"));
            break;
        case project::Search::Outcome::found:
            plan_in_project(plan, found, carry_over(plan, invocation, files, words), invocation, files);
            break;
    }
    return plan;
}

std::string hint_after_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (std::string hint = engines::engine_hint(invocation.environment, files); !hint.empty()) return hint;
    if (!plan.hint.empty()) return plan.hint;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    const launcher::Login login =
        launcher::look_at_login(plan.launcher.launcher, invocation.environment, user.home, files);
    if (!login.fault.empty()) return login.fault + "\ntype: " + login.remedy;
    const std::string program = search_for(invocation, {}).program;
    return launcher::unknown_task_hint(program, plan.command, plan.launcher.launcher, invocation.environment,
                                       files);
}

}  // namespace tao::plan
