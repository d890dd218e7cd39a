#include "launcher/login.hpp"

#include "commands/doctor/checks.hpp"

namespace tao::commands {

CheckResults check_login(const CheckInput& input) {
    if (input.engine_here().engine != project::Engine::launcher || !input.launcher.found ||
        input.launcher.launcher.kind != launcher::ProgramKind::launcher || input.user.home.empty()) {
        return {};
    }
    const launcher::Login login =
        launcher::look_at_login(input.launcher.launcher, input.environment(), input.user.home, input.files());
    if (!login.fault.empty()) return {{CheckResult::Level::problem, login.fault, login.remedy}};
    return {{CheckResult::Level::fine,
             login.asked_for ? "logged in to nvcr.io" : "not asked for (OVERRIDE_REGISTRY=nvcr.io)", ""}};
}

}  // namespace tao::commands
