#include "run/tao.hpp"

#include <unistd.h>

#include <cerrno>
#include <exception>
#include <string>

#include "launcher/loop_guard.hpp"
#include "os/descriptor.hpp"
#include "os/process.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "plan/invocation.hpp"
#include "plan/placement.hpp"
#include "plan/plan.hpp"
#include "run/answer.hpp"
#include "run/supervise.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::run {

namespace {

void show(const std::string& text) {
    if (!text.empty()) os::write_all(STDERR_FILENO, text);  // if stderr is closed there is nobody to tell
}

// Replaces this process. The environment is the caller's, byte for byte, unless the loop guard needs a word.
int hand_over(const plan::Plan& plan, const plan::Invocation& invocation) {
    const std::string& found =
        plan.launcher.wrapper.empty() ? plan.launcher.launcher.path : plan.launcher.wrapper;
    os::Program program{.path = found, .argv = invocation.argv, .environment = invocation.environment};
    if (!plan.launcher.guard.empty()) program.environment.set(launcher::guard_variable, plan.launcher.guard);
    std::error_code error = os::replace_this_process(program);
    if (error.value() == ENOEXEC) {
        // A script without a shebang: every shell runs it with sh.
        program.argv.erase(program.argv.begin(), program.argv.begin() + (program.argv.empty() ? 0 : 1));
        program.argv.insert(program.argv.begin(), {"sh", program.path});
        program.path = "/bin/sh";
        error = os::replace_this_process(program);
    }
    show(text::message("error: cannot execute " + text::quoted(found) + ": " + error.message()));
    return plan::cannot_execute;
}

int run_supervised(const plan::Plan& plan, const plan::Invocation& invocation, const os::FileSystem& files) {
    const RunEnd end = supervise(plan, invocation);
    if (end.refused) show(text::message(plan::hint_after_refusal(plan, invocation, files)));
    return end.exit_code;
}

}  // namespace

int tao_main(int argc, char** argv) {
    try {
        plan::Invocation invocation = plan::this_invocation(argc, argv);
        plan::take_step(invocation);
        const os::HostFileSystem files;
        const plan::Plan plan = plan::make_plan(invocation, files);
        if (!plan::was_said(plan, invocation)) show(plan.message);
        switch (plan.action) {
            case plan::Plan::Action::pass_through:
                return hand_over(plan, invocation);
            case plan::Plan::Action::supervise:
                return run_supervised(plan, invocation, files);
            case plan::Plan::Action::answer:
                return answer(plan, invocation, files);
            case plan::Plan::Action::fail:
                return plan.exit_code;
        }
    } catch (const std::exception& failure) {
        show(text::message(std::string("error: ") + failure.what()));
    }
    return plan::own_failure;
}

}  // namespace tao::run
