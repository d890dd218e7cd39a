#include "plan/checked_project.hpp"

#include "launcher/identify.hpp"
#include "launcher/mounts_file.hpp"
#include "plan/exit_codes.hpp"
#include "project/user.hpp"

namespace tao::plan {

bool CheckedProject::has_errors() const {
    if (search.outcome == project::Search::Outcome::fault) return true;
    return loaded && (loaded->diagnostics.has_errors() || !loaded->project);
}

int CheckedProject::exit_code() const {
    if (untrusted) return not_trusted;
    return has_errors() ? project_file_wrong : 0;
}

CheckedProject check_project(project::Search found, const Invocation& invocation, const os::FileSystem& files,
                             launcher::Launcher* launcher) {
    CheckedProject checked;
    checked.search = std::move(found);
    if (checked.search.outcome != project::Search::Outcome::found) return checked;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    checked.loaded.emplace(project::load(checked.search, invocation.environment, user, files));
    if (!checked.loaded->project) return checked;
    project::Project& project = *checked.loaded->project;
    text::Diagnostics& diagnostics = checked.loaded->diagnostics;
    checked.readable = !diagnostics.has_errors();

    checked.mounts = paths::resolve_mounts(project, files, diagnostics);
    // The version costs a look at the launcher's package; here only docker options need it.
    if (launcher != nullptr && project.docker != project::DockerOptions{}) {
        launcher::complete(*launcher, files);
        launcher::check_docker_options(project.docker, *launcher, diagnostics);
    }
    checked.trust = judge_trust(project, checked.mounts, invocation, files);
    leave_out(checked.trust, project);
    checked.untrusted = !diagnostics.has_errors() && !checked.trust.untrusted.empty();
    return checked;
}

}  // namespace tao::plan
