#include "commands/init/init.hpp"

#include <unistd.h>

#include "commands/init/drafts.hpp"
#include "commands/project_here.hpp"
#include "os/replace_file.hpp"
#include "os/terminal.hpp"
#include "os/working_directory.hpp"
#include "plan/exit_codes.hpp"
#include "plan/trust.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

int fault(const std::string& what, const std::string& next) {
    complain(text::message("error: " + what + (next.empty() ? "" : "\n" + next)));
    return plan::own_failure;
}

// One line from the terminal, without its end; empty at the end of the input.
std::string ask(const std::string& question) {
    complain(question);
    std::string line;
    char byte = '\0';
    while (read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n')
        line += byte;
    return line;
}

// What init writes, its user has asked for.
void trust_what_was_written(const plan::WrittenProject& written, const Surroundings& surroundings) {
    if (const auto error = plan::trust(written, surroundings.invocation, surroundings.files)) {
        complain(
            text::message("note: it could not be trusted (" + error.message() + ")\ntype: tao-shim trust"));
    }
}

int init(const Arguments& arguments, const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    const os::FileSystem& files = surroundings.files;
    const std::string directory =
        os::apparent_directory(invocation.environment, invocation.working_directory, files);
    if (directory.empty()) return fault("the working directory is gone", "cd to another one");
    const std::string file = text::join(directory, project::file_name);
    if (files.link_status(file)) {
        return fault(text::quoted(file) + " is there already, and nothing is ever overwritten",
                     "to see what it does, type: tao-shim check\nto begin anew, move it away: mv " +
                         text::shell_word(project::file_name) + " " +
                         text::shell_word(std::string(project::file_name) + ".old"));
    }
    const InitRequest request{
        .from = arguments.value_or("--from", ""),
        .layout = arguments.value_or("--layout", ""),
        .task = arguments.value_or("--task", ""),
        .directory = directory,
        .ask = os::is_terminal(STDIN_FILENO) && os::is_terminal(STDERR_FILENO) ? ask : nullptr};
    const InitDraft made = make_draft(request, invocation, files);
    if (!made.fault.empty()) return fault(made.fault, made.hint);

    const plan::WrittenProject written{.file = file, .content = compose(made.draft)};
    if (const auto error = os::write_atomically(file, written.content, 0644)) {
        return fault(text::quoted(file) + " cannot be written: " + error.message(), "");
    }
    print("wrote " + text::visible(file) + "\n");
    for (const std::string& remark : made.remarks)
        complain(text::message("note: " + remark));

    Surroundings here = surroundings;
    here.invocation.environment.unset("TAO_PROJECT");
    trust_what_was_written(written, here);
    const ProjectHere project = project_here(here, {});
    if (project.has_errors() && !project.untrusted) {
        complain(render(project, invocation.colour) +
                 text::message(
                     "note: that is left to do before the first run; to look again, type: tao-shim check"));
    }
    return 0;
}

}  // namespace

Subcommand init_subcommand() {
    return {.name = "init",
            .words = "",
            .summary = "Write the project file of this directory",
            .options = {{"--from", "FILE",
                         "From a mounts file of the launcher, or from a notebook, which is not run"},
                        {"--layout", "NAME", "With a layout, such as tao-experiments"},
                        {"--task", "TASK", "The task, such as detectnet_v2"}},
            .run = init};
}

}  // namespace tao::commands
