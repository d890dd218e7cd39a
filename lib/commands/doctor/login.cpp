#include "launcher/login.hpp"

#include "commands/doctor/checks.hpp"

namespace tao::commands {

Symptoms check_login(const Patient& patient) {
    if (patient.engine_here().engine != project::Engine::launcher || !patient.launcher.found ||
        patient.launcher.launcher.kind != launcher::ProgramKind::launcher || patient.user.home.empty()) {
        return {};
    }
    const launcher::Login login = launcher::look_at_login(patient.launcher.launcher, patient.environment(),
                                                          patient.user.home, patient.files());
    if (!login.fault.empty()) return {{Symptom::Level::problem, login.fault, login.remedy}};
    return {{Symptom::Level::fine,
             login.asked_for ? "logged in to nvcr.io" : "not asked for (OVERRIDE_REGISTRY=nvcr.io)", ""}};
}

}  // namespace tao::commands
