#include "plan/look_into_specs.hpp"

#include <utility>

#include "paths/known_directories.hpp"
#include "paths/real_path.hpp"
#include "plan/run_directory.hpp"
#include "plan/task_command.hpp"
#include "specs/spec_plan.hpp"

namespace tao::plan {

namespace {

// Told by variables that there are several nodes, TAO writes what they say into the spec file, on each of them.
specs::SpecOptions::Own own_copies(const Plan& plan, const Invocation& invocation) {
    using Own = specs::SpecOptions::Own;
    if (plan.project->slurm.nodes < 2) return Own::none;
    if (invocation.step) return Own::copies;
    return engines::by_pyxis(plan.task) ? Own::node_copies : Own::none;
}

}  // namespace

void look_into_specs(Plan& plan, const paths::Judge& judge, const Invocation& invocation,
                     const std::string& home, const os::FileSystem& files) {
    const project::Project& project = *plan.project;
    const specs::SpecSurroundings surroundings{.mounts = plan.mounts,
                                               .files = files,
                                               .judge = judge,
                                               .never = project.translate.value.never,
                                               .envs = &project.envs};
    const bool only_command = plan.command.subtask == "run";
    specs::SpecOptions options{.mode = project.specs.value,
                               .project_file = project.file,
                               .writing = project.writing,
                               .is_mode_written = project.specs.where.has_value(),
                               .only_command = only_command,
                               .own = own_copies(plan, invocation)};
    for (const project::Mount& mount : project.mounts) {
        if (mount.create) options.to_create.push_back(mount.source.value);
    }
    specs::SpecPlan specs = specs::plan_specs(plan.translation.words, surroundings, options);
    plan.message += specs::render(specs, options, invocation.colour);
    plan.lacks_files |= specs.loses_files;
    plan.translation.words = std::move(specs.words);
    plan.task.node_copies = std::move(specs.node_copies);
    for (const std::string& directory : specs.to_create) {
        // Where it really would be made: not where a link leads out of the mounts.
        std::string real = paths::real_path_of(directory, files);
        if (!plan.mounts.by_real_source(real).empty()) plan.to_create.push_back(std::move(real));
    }
    if (specs.copies.empty()) return;
    plan.spec_copies = std::move(specs.copies);
    plan.copies_change =
        options.own == specs::SpecOptions::Own::copies || engines::has_variable(plan.task, "WORLD_SIZE");
    plan.run_directory =
        run_directory(invocation.environment, home, invocation.user, invocation.run_id, files);
}

void mount_spec_copies(Plan& plan) {
    if (plan.run_directory.empty()) return;
    const std::string copies = mounted_part(plan.run_directory);
    plan.task.mounts.push_back({.source = copies,
                                .destination = std::string(paths::spec_copies_destination),
                                .read_only = !uses_launcher(plan) && !plan.copies_change});
}

}  // namespace tao::plan
