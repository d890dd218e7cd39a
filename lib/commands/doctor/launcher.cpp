#include "commands/doctor/checks.hpp"
#include "commands/names.hpp"
#include "engines/engines.hpp"
#include "launcher/not_found.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using text::shell_word;
using text::visible;

// The message of find_launcher has facts and lines to type; those behind a colon, or by themselves.
CheckResult not_found(std::string_view message) {
    CheckResult result{CheckResult::Level::problem, "", ""};
    while (!message.empty()) {
        const auto end = std::min(message.find('\n'), message.size());
        std::string_view line = message.substr(0, end);
        message.remove_prefix(std::min(end + 1, message.size()));
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        std::string_view typed;
        for (const std::string_view sign : {", type: ", "or type: ", "to have it found: "}) {
            if (const auto at = line.find(sign); at != std::string_view::npos)
                typed = line.substr(at + sign.size());
        }
        if (line.starts_with("export ")) typed = line;
        if (typed.empty()) {
            const char* sign = result.message.empty() ? "" : result.message.ends_with(':') ? " " : "; ";
            result.message += sign + std::string(line);
        } else {
            result.remedy += (result.remedy.empty() ? "" : "\n") + std::string(typed);
        }
    }
    return result;
}

// What PATH has instead of a launcher, and what to type so that one counts.
std::string to_name_one(const CheckInput& input) {
    const plan::Invocation& invocation = input.surroundings.invocation;
    const launcher::Search search{
        .program = "tao", .self = invocation.self, .self_path = invocation.self_path, .words = {}};
    const std::string named =
        launcher::launcher_to_name(input.launcher, search, input.environment(), input.files());
    if (named != launcher::no_launcher_to_name) return "export TAO_SHIM_LAUNCHER=" + named;
    return launcher::install_line() + "\nexport TAO_SHIM_LAUNCHER=" + launcher::advised_environment +
           "/bin/tao";
}

// Without a launcher: what runs tasks in its place, or that nothing does.
CheckResult in_its_place(const CheckInput& input) {
    const engines::EngineChoice chosen = input.engine_here();
    if (!chosen.fault.empty()) return unusable(input, chosen);
    if (chosen.engine == project::Engine::launcher) return not_found(input.launcher.message);
    return {CheckResult::Level::fine,
            "there is none, and none is needed: in projects tasks run on " +
                std::string(engines::row_of(chosen.engine).name) + ", " + visible(chosen.program) + " (" +
                chosen.by + ")",
            ""};
}

}  // namespace

CheckResults check_launcher(const CheckInput& input) {
    const launcher::Found& found = input.launcher;
    if (!found.found) return {in_its_place(input)};
    const launcher::Launcher& launcher = found.launcher;
    const std::string what = visible(launcher.path) + ", " + name_of(launcher.kind) +
                             (launcher.version_text.empty() ? "" : " " + visible(launcher.version_text));
    switch (launcher.kind) {
        case launcher::ProgramKind::launcher:
            if (launcher.package.empty()) {
                // Into the system's own Python pip installs nothing any more.
                const bool of_the_system = launcher.interpreter.starts_with("/usr/bin/");
                return {{CheckResult::Level::problem,
                         what + "; its Python package is not there, so it cannot start",
                         of_the_system ? launcher::install_line() + "\nexport TAO_SHIM_LAUNCHER=" +
                                             launcher::advised_environment + "/bin/tao"
                                       : shell_word(launcher.interpreter) +
                                             " -m pip install --force-reinstall nvidia-tao"}};
            }
            return {{CheckResult::Level::fine, what, ""}};
        case launcher::ProgramKind::client:
            return {
                {CheckResult::Level::remark,
                 what + ": commands that train on this machine need nvidia-tao as well, behind it on PATH",
                 launcher::install_line() + "\nexport PATH=\"$PATH\":" + launcher::advised_environment +
                     "/bin"}};
        case launcher::ProgramKind::unknown:
            break;
    }
    return {{CheckResult::Level::problem, what + "; project files have no effect on it", to_name_one(input)}};
}

CheckResults check_overrides(const CheckInput& input) {
    CheckResults results;
    if (input.launcher.found && input.launcher.launcher.kind == launcher::ProgramKind::launcher &&
        !input.user.home.empty()) {
        const bool group_first = input.launcher.launcher.grammar == launcher::Grammar::group_first;
        const std::string table = input.user.home + (group_first ? "/.tao/config.json" : "/.tlt/config.json");
        const auto status = input.files().status(table);
        if (status && status->is_regular()) {
            results.push_back(
                {CheckResult::Level::remark,
                 visible(table) + " takes the place of the launcher's own table of tasks and images",
                 "mv " + shell_word(table) + " " + shell_word(table + ".old")});
        }
    }
    if (input.environment().get("CI_PROJECT_DIR")) {
        results.push_back(
            {CheckResult::Level::remark,
             "CI_PROJECT_DIR is set: outside of a project the launcher leaves out user, network, ports "
             "and ulimits",
             "unset CI_PROJECT_DIR"});
    }
    return results;
}

}  // namespace tao::commands
