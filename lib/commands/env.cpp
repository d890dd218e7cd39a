#include <unistd.h>

#include "commands/env_formats.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "project/project.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

// What the shells' hooks (config/hooks/) and the start-up file of Jupyter's kernels (config/jupyter/) ask with. Only they get more
// than the project's variables.
constexpr std::string_view command_of_hooks = "_tao_shim_set";
constexpr std::string_view command_of_kernels = "jupyter";

// The name under which a shell's hook is told the file that tells what is trusted, as long as a variable of the project is left
// out. No project file may set a variable of such a name.
constexpr std::string_view trust_record_of_hooks = "_tao_shim_record";

// And the start-up file of kernels, which finds no project file itself: the one here, and once more if it may be gone by: it can be
// read and asks for nothing that is not allowed.
constexpr std::string_view file_of_kernels = "_tao_shim_file";
constexpr std::string_view project_of_kernels = "_tao_shim_project";

NamesAndValues values_of(const project::Project& project) {
    NamesAndValues values;
    for (const project::Variable& variable : project.variables) {
        if (variable.value) values.emplace_back(variable.name, *variable.value);
    }
    return values;
}

// What the user should hear about variables that are not printed. Returns the exit code that goes with it.
int complain_about_others(const ProjectHere& here, bool colour) {
    text::Diagnostics unset(*here.loaded->source);
    project::report_unset_variables(*here.project(), unset);
    complain(text::render(unset, colour));
    std::string names;
    for (const project::Widening& one : here.trust.left_out)
        names += (names.empty() ? "" : ", ") + text::visible(plan::name_of_variable(one));
    if (!names.empty()) {
        complain(text::message("left out until you allow them: " + names +
                               "\nto see them, type: tao-shim check; " + "to allow them: tao-shim trust"));
    }
    if (unset.has_errors()) return plan::project_file_wrong;
    return names.empty() ? 0 : plan::not_trusted;
}

bool has_commands(EnvFormat format) {
    return format == EnvFormat::sh || format == EnvFormat::fish;
}

// What a hook gets besides the variables.
NamesAndValues values_for_hooks(const ProjectHere& here, const std::string& command, EnvFormat format,
                                const Surroundings& surroundings) {
    NamesAndValues values;
    if (command != (has_commands(format) ? command_of_hooks : command_of_kernels)) return values;
    if (format == EnvFormat::json) {
        values.emplace_back(file_of_kernels, here.search.file);
        if (here.readable && here.trust.untrusted.empty())
            values.emplace_back(project_of_kernels, here.search.file);
    }
    // The file whose change is worth another look, as long as something is not allowed.
    if (!here.trust.left_out.empty() || (!here.trust.untrusted.empty() && format == EnvFormat::json)) {
        values.emplace_back(
            trust_record_of_hooks,
            plan::trust_store(surroundings.invocation, surroundings.files).record_of(here.trust.file));
    }
    return values;
}

struct EnvOptions {
    std::optional<std::string> format;
    std::optional<std::string> as;
};

int env(const EnvOptions& options, const std::vector<std::string>& /*words*/,
        const Surroundings& surroundings) {
    const auto format = env_format(options.format.value_or("sh"));
    if (!format) return usage_fault("--format is sh, fish, json or dotenv", "tao-shim env --format json");
    const std::string command = options.as.value_or("");
    if (!command.empty() && !has_commands(*format) && command != command_of_kernels)
        return usage_fault("--as is for sh and fish: the other formats have no commands",
                           "tao-shim env --as setenv");
    const bool colour = surroundings.invocation.colour;
    const ProjectHere here = project_here(surroundings, {});
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message(surroundings));
        return plan::own_failure;
    }
    const NamesAndValues for_hook = values_for_hooks(here, command, *format, surroundings);
    // What is wrong with the mounts takes no variable away: their disk may come and go.
    if (!here.readable) {
        if (!for_hook.empty()) print(write_variables(for_hook, *format).value_or(""));
        complain(render(here, colour));
        return plan::project_file_wrong;
    }
    // Those that can be printed are, even if another has no value: one missing key should not take the paths away.
    NamesAndValues values = values_of(*here.project());
    // On a terminal they are for reading: a control character there could move, hide or answer what the user sees.
    if (os::is_terminal(STDOUT_FILENO) && *format != EnvFormat::json) {
        for (auto& [name, value] : values)
            value = text::visible(value);
    }
    values.insert(values.end(), for_hook.begin(), for_hook.end());
    const auto text = write_variables(values, *format, command);
    if (!text) {
        complain(text::message("error: a variable is not UTF-8, and JSON can hold nothing else"));
        return plan::own_failure;
    }
    print(*text);
    return complain_about_others(here, colour);
}

Completions known_formats(const Surroundings& /*surroundings*/) {
    return {{"sh", "bash, zsh and the like"},
            {"fish", ""},
            {"json", ""},
            {"dotenv", "For docker --env-file, compose and IDEs"}};
}

}  // namespace

Subcommand env_subcommand() {
    const auto options = std::make_shared<EnvOptions>();
    return {.name = "env",
            .words = "",
            .summary = "Print the variables of the project, for a shell or a program",
            .options = {{"--format", "FORMAT", "sh (the usual), fish, json or dotenv", &options->format,
                         known_formats},
                        {"--as", "COMMAND", "Write COMMAND NAME VALUE in place of export NAME=VALUE",
                         &options->as}},
            .examples = {{"eval \"$(tao-shim env)\"", "Sets the project's variables in this shell, once"},
                         {"tao-shim env --format dotenv > .env", "For docker --env-file, compose and IDEs"}},
            .run = run_with(options, env)};
}

}  // namespace tao::commands
