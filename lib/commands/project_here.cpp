#include "commands/project_here.hpp"

#include "launcher/identify.hpp"
#include "launcher/mounts_file.hpp"
#include "plan/exit_codes.hpp"
#include "plan/trust.hpp"
#include "project/user.hpp"
#include "text/message.hpp"

namespace tao::commands {

bool ProjectHere::has_errors() const {
    if (search.outcome == project::Search::Outcome::fault) return true;
    return loaded && (loaded->diagnostics.has_errors() || !loaded->project);
}

int ProjectHere::exit_code() const {
    if (untrusted) return plan::not_trusted;
    return has_errors() ? plan::project_file_wrong : 0;
}

ProjectHere project_here(const Surroundings& surroundings, const launcher::Found& launcher) {
    const plan::Invocation& invocation = surroundings.invocation;
    const os::FileSystem& files = surroundings.files;
    ProjectHere here;
    here.search = project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    if (here.search.outcome != project::Search::Outcome::found) return here;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    here.loaded.emplace(project::load(here.search, invocation.environment, user, files));
    if (!here.loaded->project) return here;
    here.mounts = paths::resolve_mounts(*here.loaded->project, files, here.loaded->diagnostics);
    if (launcher.found) {
        launcher::Launcher completed = launcher.launcher;
        launcher::complete(completed, files);
        launcher::check_docker_options(here.loaded->project->docker, completed, here.loaded->diagnostics);
    }
    if (!here.loaded->diagnostics.has_errors()) {
        here.untrusted =
            plan::report_untrusted(*here.loaded->project, invocation, files, here.loaded->diagnostics);
    }
    return here;
}

launcher::Found launcher_here(const Surroundings& surroundings, const std::string& program,
                              bool every_candidate) {
    const launcher::Search search{.program = program,
                                  .self = surroundings.invocation.self,
                                  .self_path = surroundings.invocation.self_path,
                                  .words = {},
                                  .every_candidate = every_candidate};
    return launcher::find_launcher(search, surroundings.invocation.environment, surroundings.files);
}

std::string render(const ProjectHere& here, bool colour) {
    if (here.loaded) return text::render(here.loaded->diagnostics, colour);
    return project::render(here.search, colour);
}

std::string no_project_message(const std::string& otherwise) {
    return text::message(
        "there is no tao-project.yaml in this directory or above it\n"
        "to begin one, type: tao-shim init" +
        (otherwise.empty() ? "" : "\n" + otherwise));
}

}  // namespace tao::commands
