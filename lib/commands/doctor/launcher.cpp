#include "commands/doctor/checks.hpp"
#include "commands/names.hpp"
#include "launcher/not_found.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using text::shell_word;
using text::visible;

// The message of find_launcher has the facts in its first line and what to type below; both are kept.
Symptom not_found(const std::string& message) {
    const auto end = message.find('\n');
    std::string rest = end == std::string::npos ? "" : message.substr(end + 1);
    return {Symptom::Level::problem, message.substr(0, end), rest};
}

}  // namespace

Symptoms check_launcher(const Patient& patient) {
    const launcher::Found& found = patient.launcher;
    if (!found.found) return {not_found(found.message)};
    const launcher::Launcher& launcher = found.launcher;
    const std::string what = visible(launcher.path) + ", " + name_of(launcher.kind) +
                             (launcher.version_text.empty() ? "" : " " + visible(launcher.version_text));
    switch (launcher.kind) {
        case launcher::ProgramKind::launcher:
            if (launcher.package.empty()) {
                return {{Symptom::Level::problem,
                         what + "; its Python package is not there, so it cannot start",
                         shell_word(launcher.interpreter) + " -m pip install --force-reinstall nvidia-tao"}};
            }
            return {{Symptom::Level::fine, what, ""}};
        case launcher::ProgramKind::client:
            return {
                {Symptom::Level::remark,
                 what + ": commands that train on this machine need nvidia-tao as well, behind it on PATH",
                 launcher::install_line() + "\nexport PATH=\"$PATH\":" + launcher::advised_environment +
                     "/bin"}};
        case launcher::ProgramKind::unknown:
            break;
    }
    return {{Symptom::Level::problem, what + "; project files have no effect on it",
             "export TAO_SHIM_LAUNCHER=/path/to/tao"}};
}

Symptoms check_overrides(const Patient& patient) {
    Symptoms symptoms;
    if (patient.launcher.found && patient.launcher.launcher.kind == launcher::ProgramKind::launcher &&
        !patient.user.home.empty()) {
        const bool group_first = patient.launcher.launcher.grammar == launcher::Grammar::group_first;
        const std::string table =
            patient.user.home + (group_first ? "/.tao/config.json" : "/.tlt/config.json");
        const auto status = patient.files().status(table);
        if (status && status->is_regular()) {
            symptoms.push_back(
                {Symptom::Level::remark,
                 visible(table) + " takes the place of the launcher's own table of tasks and images",
                 "mv " + shell_word(table) + " " + shell_word(table + ".old")});
        }
    }
    if (patient.environment().get("CI_PROJECT_DIR")) {
        symptoms.push_back(
            {Symptom::Level::remark,
             "CI_PROJECT_DIR is set: outside of a project the launcher leaves out user, network, ports "
             "and ulimits",
             "unset CI_PROJECT_DIR"});
    }
    return symptoms;
}

}  // namespace tao::commands
