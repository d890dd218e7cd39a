#include "plan/line_faults.hpp"

#include "launcher/subtasks.hpp"
#include "launcher/task_hint.hpp"
#include "os/working_directory.hpp"
#include "plan/task_command.hpp"
#include "plan/typed_line.hpp"
#include "specs/missing.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::plan {

namespace {

std::string task_fault(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (!uses_launcher(plan)) return {};  // without a table nothing would run
    if (!plan.hint.empty()) return plan.hint;
    const std::string program = program_of(invocation);
    const launcher::Launcher& launcher = plan.launcher.launcher;
    std::string fault =
        launcher::unknown_task_hint(program, plan.command, launcher, invocation.environment, files);
    if (!fault.empty()) return fault;
    return launcher::unknown_subtask_hint(plan.command, launcher, invocation.environment, files);
}

std::string spec_faults(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (!plan.project || plan.command.subtask == "run") return {};
    const paths::Judge judge(plan.mounts, files,
                             {.home = std::string(invocation.environment.get_or_empty("HOME")),
                              .working_directory = os::apparent_directory(
                                  invocation.environment, invocation.working_directory, files),
                              .workdir = plan.project->workdir.value});
    const specs::SpecSurroundings surroundings{.mounts = plan.mounts, .files = files, .judge = judge};
    std::string lines;
    for (const specs::MissingSpec& missing : specs::missing_specs(plan.translation.words, surroundings)) {
        lines += text::message(
            "error: there is no spec file " + text::quoted(missing.typed) +
            (missing.file == missing.typed ? "" : " (" + text::visible(missing.file) + ")") +
            (missing.meant.empty() ? "" : "\ndid you mean " + text::quoted(missing.meant) + "?"));
    }
    return lines;
}

}  // namespace

std::string line_faults(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (plan.action == Plan::Action::fail && plan.rendered.argv.empty()) return {};
    if (plan.command.request != launcher::Request::task) return {};
    const std::string task = task_fault(plan, invocation, files);
    return (task.empty() ? "" : text::message("error: " + task)) + spec_faults(plan, invocation, files);
}

}  // namespace tao::plan
