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

// The name under which `tao-shim env --as COMMAND` tells a shell's hook the file that tells what is trusted, as long as a
// variable of the project is left out. No project file may set a variable of such a name.
constexpr std::string_view trust_record_of_hooks = "_tao_shim_record";

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

struct EnvOptions {
    std::optional<std::string> format;
    std::optional<std::string> as;
};

int env(const EnvOptions& options, const std::vector<std::string>& /*words*/,
        const Surroundings& surroundings) {
    const auto format = env_format(options.format.value_or("sh"));
    if (!format) return usage_fault("--format is sh, fish, json or dotenv", "tao-shim env --format json");
    const bool colour = surroundings.invocation.colour;
    const ProjectHere here = project_here(surroundings, {});
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message());
        return plan::own_failure;
    }
    // What is wrong with the mounts takes no variable away: their disk may come and go.
    if (!here.readable) {
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
    const auto text = write_variables(values, *format, options.as.value_or(""));
    if (!text) {
        complain(text::message("error: a variable is not UTF-8, and JSON can hold nothing else"));
        return plan::own_failure;
    }
    print(*text);
    // For the shells' hooks: the file whose change is worth another look, as long as something is left out.
    const std::string command = options.as.value_or("");
    if (!command.empty() && !here.trust.left_out.empty()) {
        const std::string record =
            plan::trust_store(surroundings.invocation, surroundings.files).record_of(here.trust.file);
        print(write_variables({{std::string(trust_record_of_hooks), record}}, *format, command).value_or(""));
    }
    return complain_about_others(here, colour);
}

Completions known_formats(const Surroundings& /*surroundings*/) {
    return {{"sh", "bash, zsh and the like"}, {"fish", ""}, {"json", ""}, {"dotenv", "For docker and IDEs"}};
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
                         {"tao-shim env --format dotenv > .env", "For docker and IDEs"}},
            .run = run_with(options, env)};
}

}  // namespace tao::commands
