#include "commands/env.hpp"

#include "commands/env_formats.hpp"
#include "commands/project_here.hpp"
#include "commands/usage.hpp"
#include "plan/exit_codes.hpp"
#include "project/unset_variables.hpp"
#include "project/user.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

NamesAndValues values_of(const project::Project& project) {
    NamesAndValues values;
    for (const project::Variable& variable : project.variables) {
        if (variable.value) values.emplace_back(variable.name, *variable.value);
    }
    return values;
}

// Not project_here(): variables need no mounts, and a shell asks for them at every change of directory.
int env(const Arguments& arguments, const Surroundings& surroundings) {
    const auto format = env_format(arguments.value_or("--format", "sh"));
    if (!format) return usage_fault("--format is sh, fish, json or dotenv", "tao-shim env --format json");
    const plan::Invocation& invocation = surroundings.invocation;
    const os::FileSystem& files = surroundings.files;
    const project::Search found =
        project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    switch (found.outcome) {
        case project::Search::Outcome::none:
            complain(no_project_message());
            return plan::own_failure;
        case project::Search::Outcome::fault:
            complain(project::render(found, invocation.colour));
            return plan::project_file_wrong;
        case project::Search::Outcome::found:
            break;
    }
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    project::Loaded loaded = project::load(found, invocation.environment, user, files);
    const bool usable = loaded.project && !loaded.diagnostics.has_errors();
    if (usable) project::report_unset_variables(*loaded.project, loaded.diagnostics);
    complain(text::render(loaded.diagnostics, invocation.colour));
    if (!usable) return plan::project_file_wrong;
    // Those that have a value are printed even if another has none: one missing key should not take the paths away.
    const auto text = write_variables(values_of(*loaded.project), *format, arguments.value_or("--as", ""));
    if (!text) {
        complain(text::message("error: a variable is not UTF-8, and JSON can hold nothing else"));
        return plan::own_failure;
    }
    print(*text);
    return loaded.diagnostics.has_errors() ? plan::project_file_wrong : 0;
}

}  // namespace

Subcommand env_subcommand() {
    return {.name = "env",
            .words = "",
            .summary = "Print the variables of the project, for a shell or a program",
            .options = {{"--format", "FORMAT", "sh (the usual), fish, json or dotenv"},
                        {"--as", "COMMAND", "Write COMMAND NAME VALUE in place of export NAME=VALUE"}},
            .run = env,
            .complete = [](std::string_view option, const Surroundings& /*surroundings*/) -> Completions {
                if (option != "--format") return {};
                return {{"sh", "bash, zsh and the like"},
                        {"fish", ""},
                        {"json", ""},
                        {"dotenv", "For docker and IDEs"}};
            }};
}

}  // namespace tao::commands
