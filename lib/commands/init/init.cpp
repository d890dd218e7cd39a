#include <unistd.h>

#include <algorithm>

#include "commands/init/drafts.hpp"
#include "commands/init/python.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "os/replace_file.hpp"
#include "os/terminal.hpp"
#include "os/working_directory.hpp"
#include "paths/real_path.hpp"
#include "plan/exit_codes.hpp"
#include "plan/trust.hpp"
#include "project/layouts.hpp"
#include "project/misnamed_file.hpp"
#include "project/owners.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

int fault(const std::string& what, const std::string& next) {
    complain(text::message("error: " + what + (next.empty() ? "" : "\n" + next)));
    return plan::own_failure;
}

void note(const std::string& what) {
    complain(text::message("note: " + what));
}

int is_there_already(const std::string& file) {
    return fault(text::quoted(file) + " is there already, and nothing is ever overwritten",
                 "to see what it does, type: tao-shim check\nto begin anew, move it away: mv " +
                     text::shell_word(project::file_name) + " " +
                     text::shell_word(std::string(project::file_name) + ".old"));
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

// The installed schema, PREFIX/share/tao-shim/ of PREFIX/lib/tao-shim/shims/tao, as a URI; empty if it is not there.
std::string schema_of(const Surroundings& surroundings) {
    std::string_view prefix = surroundings.invocation.self_path;
    for (int up = 0; up < 4; ++up)
        prefix = text::parent(prefix);
    const std::string file = text::join(prefix, "share/tao-shim/tao-project.schema.json");
    if (!text::is_absolute(file) || !surroundings.files.exists(file)) return {};
    return "file://" + text::percent_coded(file, [](char byte) {
               constexpr std::string_view plain =
                   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
               return plain.find(byte) != std::string_view::npos;
           });
}

// Another project file that counted here so far.
void note_what_stands_above(const plan::Invocation& invocation, const std::string& directory,
                            const os::FileSystem& files) {
    os::Environment environment = invocation.environment;
    for (const char* name : {"TAO_PROJECT", "PWD"})
        environment.unset(name);
    const project::Search above =
        project::find(environment, std::string(text::parent(directory)), invocation.user, files);
    if (directory == "/" || above.outcome != project::Search::Outcome::found) return;
    note(text::quoted(above.file) + " stands above; in " + text::quoted(directory) +
         " and below it the new file counts, and nothing of that one");
}

// Names the lines that only the user can fill in, and those that are not in force.
void note_what_is_left_open(const std::string& content) {
    std::string lines;
    for (const Noticed& one : noticed_in(content))
        lines +=
            "\n    " + std::string(project::file_name) + ":" + std::to_string(one.line) + ": " + one.text;
    if (!lines.empty()) note("for you to look at:" + lines);
}

// A link out of the directory is no word of the user: a clone brings its own. What is in it is where the user typed the
// command. directory: real.
bool is_own_word(const InitDraft& made, const project::Widening& widening, const std::string& directory) {
    if (made.foreign) return false;
    if (!made.from_tree || text::is_under(widening.value, directory)) return true;
    if (!widening.key.starts_with("mounts")) return !made.has_link_out;
    return std::find(made.named.begin(), made.named.end(), widening.value) != made.named.end();
}

// Names what reaches beyond the directory, each with its line, and trusts it if the user may be taken at their word.
void settle_trust(const plan::WrittenProject& written, const InitDraft& made, bool asked_for_trust,
                  const Surroundings& here) {
    const auto asked = plan::asked_by(written, here.invocation, here.files);
    if (asked.empty()) return;
    const std::string directory = paths::real_path_of(text::parent(written.file), here.files);
    const bool own_word = std::all_of(asked.begin(), asked.end(), [&](const plan::WrittenWidening& one) {
        return is_own_word(made, one.widening, directory);
    });
    std::string lines = "this asks for more than its own directory:";
    for (const plan::WrittenWidening& one : asked) {
        lines += "\n    " + std::string(project::file_name) +
                 (one.line == 0 ? "" : ":" + std::to_string(one.line)) + ": " + one.widening.meaning;
    }
    if (!own_word && !asked_for_trust) {
        return note(
            lines + "\n  it comes from " +
            (made.foreign ? text::quoted(made.from) : "the directory or its layout, by links for example,") +
            " and counts once you have allowed it; to do that, type: tao-shim trust");
    }
    note(lines + "\n  it is trusted, since " + (!own_word ? "you said --trust" : "it is your own word") +
         "; to take that back: tao-shim untrust");
    if (const auto error = plan::trust(written, here.invocation, here.files))
        note("it could not be trusted (" + error.message() + ")\ntype: tao-shim trust");
}

// Why a project file in that directory would be of no use; empty: it would be.
std::string no_place_for_a_project(const std::string& directory, const plan::Invocation& invocation,
                                   const os::FileSystem& files) {
    if (directory == "/")
        return "the root directory is the whole computer, and a project is a directory of its own";
    const auto status = files.status(directory);
    if (!status) return {};
    if (!project::Owners(invocation.user, invocation.environment).accept(status->owner)) {
        return text::quoted(directory) + " belongs to another user (uid " + std::to_string(status->owner) +
               "), so a project file in it would not count";
    }
    if ((status->mode & project::writable_by_everybody) == 0) return {};
    return "every user of this computer may write to " + text::quoted(directory) +
           ", so a project file in it would not count";
}

// Who would mount in a run here, as long as the project file says nothing of it.
paths::MountedBy mounted_by(const Surroundings& surroundings) {
    const engines::EngineChoice choice =
        engine_here(surroundings, launcher_here(surroundings, "tao", false), {});
    return choice.engine == project::Engine::launcher ? paths::MountedBy::launcher : paths::MountedBy::engine;
}

// Those whose values may not be empty.
constexpr const char* from_option = "--from";
constexpr const char* layout_option = "--layout";
constexpr const char* task_option = "--task";

struct InitOptions {
    std::optional<std::string> from;
    std::optional<std::string> layout;
    std::optional<std::string> task;
    bool trust = false;
};

int init(const InitOptions& options, const std::vector<std::string>& /*words*/,
         const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    const os::FileSystem& files = surroundings.files;
    const std::string directory =
        os::apparent_directory(invocation.environment, invocation.working_directory, files);
    if (directory.empty()) return fault("the working directory is gone", "cd to another one");
    const char* a_place =
        "choose another directory, for example: mkdir -p ~/cars && cd ~/cars && tao-shim init";
    if (const std::string why = no_place_for_a_project(directory, invocation, files); !why.empty())
        return fault(why, a_place);
    const std::string file = text::join(directory, project::file_name);
    if (files.link_status(file)) return is_there_already(file);
    if (const auto misnamed =
            project::misnamed_in(directory, invocation.environment, invocation.user, files)) {
        return fault(text::quoted(*misnamed) + " is there, and not read: the project file is called " +
                         project::file_name,
                     "type: " + project::rename_misnamed(*misnamed));
    }
    for (const auto& [name, value] :
         {std::pair{from_option, options.from}, std::pair{layout_option, options.layout},
          std::pair{task_option, options.task}}) {
        if (value && value->empty())
            return fault(std::string(name) + " has no value", "give it one, or leave it out: tao-shim init");
    }
    const InitRequest request{
        .from = options.from.value_or(""),
        .layout = options.layout.value_or(""),
        .task = options.task.value_or(""),
        .directory = directory,
        .ask = os::is_terminal(STDIN_FILENO) && os::is_terminal(STDERR_FILENO) ? ask : nullptr,
        .tasks = known_tasks(surroundings),
        .interpreters = python_interpreters(surroundings),
        .schema = schema_of(surroundings),
        .mounted_by = mounted_by(surroundings)};
    const InitDraft made = make_draft(request, invocation, files);
    if (!made.fault.empty()) return fault(made.fault, made.hint);

    const plan::WrittenProject written{.file = file, .content = compose(made.draft)};
    const auto error = os::write_new(file, written.content, 0644);
    if (error == std::errc::file_exists) return is_there_already(file);
    if (error) return fault(text::quoted(file) + " cannot be written: " + error.message(), "");
    print("wrote " + text::visible(file) + "\n");
    for (const std::string& remark : made.remarks)
        note(remark);
    if (directory == invocation.environment.get_or_empty("HOME")) {
        note(std::string("this is your home directory, and tasks will see all of it; the file counts in "
                         "every directory below\n") +
             "to begin elsewhere, type: rm ~/" + project::file_name +
             "; mkdir -p ~/cars && cd ~/cars && tao-shim init");
    }
    note_what_is_left_open(written.content);
    if (request.mounted_by == paths::MountedBy::launcher &&
        !invocation.environment.get_or_empty("LAUNCHER_MOUNTS").empty()) {
        note(
            "LAUNCHER_MOUNTS is set: as long as it is, the launcher goes by the file that it names and not "
            "by this one\n"
            "to have this one count, type: unset LAUNCHER_MOUNTS");
    }
    note_what_stands_above(invocation, directory, files);

    Surroundings here = surroundings;
    here.invocation.environment.unset("TAO_PROJECT");
    settle_trust(written, made, options.trust, here);
    const ProjectHere project = project_here(here, {});
    if (project.has_errors() && !project.untrusted) {
        complain(render(project, invocation.colour));
        note("that is left to do before the first run; to look again, type: tao-shim check");
    }
    return 0;
}

Completions without_meanings(const std::vector<std::string>& names) {
    Completions found;
    for (const std::string& name : names)
        found.push_back({name, ""});
    return found;
}

Completions layouts_to_choose(const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    return without_meanings(project::layout_names(
        invocation.environment,
        project::user_of(invocation.environment, invocation.user, invocation.group, surroundings.files),
        surroundings.files));
}

}  // namespace

Subcommand init_subcommand() {
    const auto options = std::make_shared<InitOptions>();
    return {
        .name = "init",
        .words = "",
        .summary = "Write the project file of this directory",
        .options = {{from_option, "FILE",
                     "From a mounts file of the launcher, a notebook, a script or a Compose file; nothing of "
                     "it is run",
                     &options->from},
                    {layout_option, "NAME", "With a layout, such as tao-experiments", &options->layout,
                     layouts_to_choose},
                    {task_option, "TASK", "The task, such as detectnet_v2", &options->task, tasks_to_choose},
                    {"--trust", "", "Trust what comes from the file and reaches beyond this directory",
                     &options->trust}},
        .examples = {{"tao-shim init", "Asks for the task and for the place of your data"},
                     {"tao-shim init --from detectnet_v2.ipynb",
                      "Reads NVIDIA's notebook, and runs nothing of it"},
                     {"tao-shim init --from ~/.tao_mounts.json", "Takes over what the launcher had so far"},
                     {"tao-shim init --layout tao-experiments --task detectnet_v2", "Asks nothing"}},
        .run = run_with(options, init)};
}

}  // namespace tao::commands
