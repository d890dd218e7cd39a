#include "plan/checked_project.hpp"

#include "engines/engines.hpp"
#include "launcher/identify.hpp"
#include "plan/container_environment.hpp"
#include "plan/exit_codes.hpp"
#include "plan/image_names.hpp"
#include "plan/placement.hpp"
#include "plan/task_command.hpp"
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

namespace {

// The version costs a look at the launcher's package; here only docker options need it.
void check_engine(CheckedProject& checked, launcher::Launcher* launcher, const Invocation& invocation,
                  const os::FileSystem& files) {
    const bool by_launcher = checked.engine.engine == project::Engine::launcher;
    if (by_launcher && launcher != nullptr && checked.task.docker != project::DockerOptions{})
        launcher::complete(*launcher, files);
    checked.surroundings = surroundings_of(checked.engine, launcher, invocation, files);
    engines::row_of(checked.engine.engine)
        .check(checked.task, checked.surroundings, checked.loaded->diagnostics);
}

}  // namespace

CheckedProject check_project(project::Search found, const Invocation& invocation, const os::FileSystem& files,
                             launcher::Launcher* launcher, bool is_broken) {
    CheckedProject checked;
    checked.search = std::move(found);
    if (checked.search.outcome != project::Search::Outcome::found) return checked;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    checked.loaded.emplace(project::load(checked.search, invocation.environment, user, files));
    if (!checked.loaded->project) {
        // What is wrong is said, whatever would have run the task.
        checked.engine =
            choose_engine(std::nullopt, user, launcher != nullptr || is_broken, invocation, files);
        return checked;
    }
    project::Project& project = *checked.loaded->project;
    text::Diagnostics& diagnostics = checked.loaded->diagnostics;
    checked.readable = !diagnostics.has_errors();

    checked.engine = choose_engine(project.engine, user, launcher != nullptr || is_broken, invocation, files);
    if (checked.engine.where && !checked.engine.fault.empty())
        diagnostics.error("engine", checked.engine.fault, checked.engine.where, checked.engine.hint);
    warn_of_slurm_without_engine(project, checked.engine, invocation, files, diagnostics);
    warn_of_unknown_tasks(project.images, invocation.argv, invocation.environment, files, diagnostics);
    check_image_files(project, engines::row_of(checked.engine.engine), invocation.argv, files, diagnostics);
    checked.mounts = paths::resolve_mounts(project, files, diagnostics, mounted_by(checked.engine.engine));
    if (checked.engine.engine == project::Engine::slurm)
        checked.task.placement = placement_of(project, invocation);
    add_container_environment(project, invocation, user, files, checked.engine.engine, checked.task,
                              checked.to_create, diagnostics);
    add_nodes(project, invocation, checked.task);
    for (const paths::Mount& mount : checked.mounts.table.mounts()) {
        if (!mount.dropped)
            checked.task.mounts.push_back(task_mount(mount, project, engines::by_pyxis(checked.task)));
    }
    check_engine(checked, launcher, invocation, files);
    checked.trust = judge_trust(project, checked.mounts, invocation, files);
    leave_out(checked.trust, project);
    checked.untrusted = !diagnostics.has_errors() && !checked.trust.untrusted.empty();
    return checked;
}

}  // namespace tao::plan
