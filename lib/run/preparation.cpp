#include "run/preparation.hpp"

#include "plan/exit_codes.hpp"
#include "plan/task_command.hpp"
#include "run/run_directory.hpp"
#include "run/supervisor.hpp"
#include "text/escape.hpp"

namespace tao::run {

std::optional<os::HeldDirectory> prepare_run_directory(const plan::Plan& plan) {
    if (plan.run_directory.empty()) return std::nullopt;
    std::error_code error;
    auto made = make_run_directory(plan.run_directory, plan.spec_copies, error);
    if (!made) {
        const std::string what = plan.spec_copies.empty() ? "make the directory of this run, "
                                                          : "write the translated spec files to ";
        throw Failure(plan::own_failure,
                      "error: cannot " + what + text::quoted(plan.run_directory) + ": " + error.message());
    }
    return made;
}

Report prepare_report(const plan::Plan& plan, const plan::Invocation& invocation, Stopping stopping) {
    std::error_code error;
    Report report = Report::create(error);
    if (error)
        throw Failure(plan::own_failure, std::string("error: no memory to share with the ") +
                                             (plan::uses_launcher(plan) ? "launcher" : "guardian") + ": " +
                                             error.message());
    ReportContent& content = report.content();
    content.stopping = stopping;
    if (!store(content.run_id, invocation.run_id) ||
        !store(content.container_directory, plan.task.working_directory)) {
        throw Failure(plan::own_failure, "error: the working directory of the task is too long: " +
                                             text::quoted(plan.task.working_directory));
    }
    // One that is too long for this stays until the supervisor, or a later run, removes it.
    store(content.run_directory, plan.run_directory);
    return report;
}

}  // namespace tao::run
