#include "commands/doctor/checks.hpp"
#include "commands/enable/winners.hpp"
#include "launcher/path_list.hpp"
#include "launcher/user_configuration.hpp"
#include "plan/pass_through.hpp"
#include "plan/trust.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using text::shell_word;
using text::visible;

// An environment puts its own bin directory in front when it is activated.
std::string by_an_environment(const std::string& path, const os::Environment& environment) {
    for (const char* name : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        const auto value = environment.get_or_empty(name);
        if (!value.empty() && path.starts_with(std::string(value) + "/")) {
            return ": the environment " + visible(value) + " comes before it on PATH";
        }
    }
    return {};
}

}  // namespace

CheckResults check_shim(const CheckInput& input) {
    const std::string& shim = input.surroundings.invocation.self_path;
    if (!input.files().exists(shim)) {
        return {{CheckResult::Level::problem,
                 "the installation is incomplete: there is no " + visible(shim) +
                     "; install it again as you did the first time",
                 ""}};
    }
    const Winner winner = winner_here(input.surroundings);
    const std::string& first = winner.program;
    if (winner.is_shim) {
        const char* how = winner.starts_shim ? ", which starts the shim" : "";
        return {{CheckResult::Level::fine, "tao is " + visible(first) + how, ""}};
    }
    // For every shell from now on, and for this one.
    const std::string put_first = (winner.remedy.empty() ? "" : winner.remedy + "\n") +
                                  "export PATH=" + shell_word(launcher::parent_directory(shim)) +
                                  ":\"$PATH\"";
    const std::string not_yet = winner.has_lines.empty()
                                    ? ""
                                    : "; " + visible(winner.has_lines) +
                                          " has the lines that put it first, and this shell has not read "
                                          "them: open a new terminal, or";
    if (first.empty()) {
        return {{CheckResult::Level::problem,
                 "the shim's directory is not on PATH, and no other tao is" + not_yet, put_first}};
    }
    return {{CheckResult::Level::problem,
             "tao is " + visible(first) + " and not the shim" +
                 by_an_environment(first, input.environment()) + not_yet,
             put_first}};
}

CheckResults check_configuration(const CheckInput& input) {
    const auto configuration = launcher::read_user_configuration(input.environment(), input.files());
    if (!configuration.diagnostics) return {};
    const std::string file = visible(configuration.source->path);
    CheckResults results;
    for (const text::Diagnostic& one : configuration.diagnostics->all()) {
        const std::string line =
            one.where ? ":" + std::to_string(configuration.source->position(one.where->begin).line) : "";
        results.push_back({CheckResult::Level::problem,
                           file + line + ": " + one.message + (one.hint.empty() ? "" : "; " + one.hint),
                           "${EDITOR:-nano} " + shell_word(configuration.source->path)});
    }
    if (results.empty()) results.push_back({CheckResult::Level::fine, file, ""});
    return results;
}

CheckResults check_switches(const CheckInput& input) {
    if (const std::string fault = plan::fault_of_switch(input.environment()); !fault.empty()) {
        return {{CheckResult::Level::problem, fault.substr(0, fault.find('\n')), "unset TAO_SHIM"}};
    }
    if (const std::string fault = plan::fault_of_trusted_paths(input.environment()); !fault.empty())
        return {{CheckResult::Level::problem, fault.substr(0, fault.find('\n')), ""}};
    const std::string reason = stepped_aside_here(input.surroundings, input.engine_here());
    if (reason.empty()) return {};
    const std::string variable = reason.substr(0, reason.find_first_of("=: "));
    return {{CheckResult::Level::remark, "the shim does nothing: " + reason, "unset " + variable}};
}

}  // namespace tao::commands
