#include "plan/project_plan.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "engines/container_options.hpp"
#include "engines/engines.hpp"
#include "launcher/identify.hpp"
#include "os/working_directory.hpp"
#include "paths/resolve_mounts.hpp"
#include "plan/added_mounts.hpp"
#include "plan/checked_project.hpp"
#include "plan/command_words.hpp"
#include "plan/container_environment.hpp"
#include "plan/exit_codes.hpp"
#include "plan/look_into_specs.hpp"
#include "plan/missing_value.hpp"
#include "plan/project_variables.hpp"
#include "plan/split_words.hpp"
#include "plan/task_command.hpp"
#include "plan/trust.hpp"
#include "plan/typed_line.hpp"
#include "plan/unused_image.hpp"
#include "plan/volumes.hpp"
#include "plan/warnings.hpp"
#include "project/load.hpp"
#include "text/diagnostic.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

// --volume SRC:DST is an option of the launcher itself since 6.0, and of every engine without it.
bool takes_volume_option(const Plan& plan) {
    return !uses_launcher(plan) || plan.launcher.launcher.version.major >= 6;
}

// Is the program that was found one for this line? nvidia-tao-client is not for a launcher's.
bool has_program_for(const Plan& plan, const std::vector<std::string>& words) {
    return plan.launcher.found && !(plan.launcher.launcher.kind == launcher::ProgramKind::client &&
                                    launcher::is_launcher_line(words));
}

// The story of a run in a project, from the file to the command. `plan` has launcher and command.
class ProjectPlan {
  public:
    ProjectPlan(Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                const std::vector<std::string>& typed)
        : plan_(plan),
          invocation_(invocation),
          files_(files),
          words_(typed),
          user_(project::user_of(invocation.environment, invocation.user, invocation.group, files)),
          apparent_(os::apparent_directory(invocation.environment, invocation.working_directory, files)) {}

    // False: the engine is the launcher, and that cannot be.
    bool make(const project::Search& found, bool may_be_launcher) {
        launcher::Launcher* launcher = has_program_for(plan_, words_) ? &plan_.launcher.launcher : nullptr;
        CheckedProject checked =
            check_project(found, invocation_, files_, launcher, plan_.launcher.is_broken());
        plan_.engine = std::move(checked.engine);
        if (uses_launcher(plan_) && plan_.engine.fault.empty() && !may_be_launcher) {
            if (!plan_.launcher.found) look_at_the_rest(std::move(checked));
            return false;
        }
        if (read(std::move(checked))) {
            if (plan_.task.placement && !engines::by_pyxis(plan_.task)) leave_out_copies();
            plan_.message += note_about_global_mounts(plan_.mounts, plan_.project->file, user_.home, files_);
            if (describe_command()) check_trust();
        }
        return true;
    }

  private:
    // Nothing can run the line. What else is wrong with the file and the words is said with it, all at once.
    void look_at_the_rest(CheckedProject checked) {
        if (read(std::move(checked))) leave_out_copies();
    }

    // The file, the words, and the spec files that they name.
    bool read(CheckedProject checked) {
        if (!accept(std::move(checked)) || !variables_have_values() || !translate()) return false;
        look_into_specs(plan_, *judge_, invocation_, user_.home, files_);
        return true;
    }

    bool accept(CheckedProject checked) {
        project::Loaded& loaded = *checked.loaded;
        plan_.task = std::move(checked.task);
        plan_.surroundings = std::move(checked.surroundings);
        trust_ = std::move(checked.trust);
        if (loaded.project) {
            const engines::EngineChoice& engine = plan_.engine;
            if (!engine.where) report("engine", engine.fault, engine.hint, std::nullopt, loaded.diagnostics);
            if (engine.fault.empty()) read_words(*loaded.project, loaded.diagnostics);
            set_mounts(std::move(checked.mounts));
            plan_.to_create.insert(plan_.to_create.end(), checked.to_create.begin(), checked.to_create.end());
            check_working_directory(loaded.project->workdir, loaded.diagnostics);
            if (translate_variables(*loaded.project, plan_.mounts, invocation_, files_, plan_.task,
                                    loaded.diagnostics))
                plan_.lacks_files = true;
        }
        plan_.message += text::render(loaded.diagnostics, invocation_.colour) + other_faults_;
        const bool of_the_file = loaded.diagnostics.has_errors() || !loaded.project;
        if (of_the_file || !other_faults_.empty()) {
            plan_.fail(of_the_file ? project_file_wrong : own_failure, text::message("nothing was started"));
            return false;
        }
        plan_.project = std::move(loaded.project);
        source_ = std::move(loaded.source);
        return true;
    }

    // At its place if it has one in the project file.
    void report(const char* id, const std::string& fault, const std::string& hint,
                const std::optional<text::Span>& where, text::Diagnostics& diagnostics) {
        if (fault.empty()) return;
        if (where) {
            diagnostics.error(id, fault, where, hint);
        } else {
            other_faults_ += text::message("error: " + fault + (hint.empty() ? "" : "\n" + hint));
        }
    }

    // The words in the launcher's grammar; or their image, and what of them is the command.
    void read_words(const project::Project& project, text::Diagnostics& diagnostics) {
        if (uses_launcher(plan_)) {
            // The version costs a look at the launcher's package; of the line's words only this one needs it.
            if (std::find(words_.begin(), words_.end(), "--volume") != words_.end())
                launcher::complete(plan_.launcher.launcher, files_);
            words_ = words_for_launcher(plan_, invocation_, files_, words_);
            plan_.front = (plan_.command.group.empty() ? 0 : 1) + (plan_.command.subtask == "run" ? 2 : 0);
            // What is wrong with one is the launcher's to say.
            if (takes_volume_option(plan_))
                volumes_ = volumes_in(words_, plan_.command.group.empty() ? 1 : 2, apparent_,
                                      paths::MountedBy::launcher, files_);
            return;
        }
        const engines::ImageSources sources = image_sources(plan_, project, invocation_.environment, files_);
        engines::TaskLine line =
            engines::read_task_line(program_of(invocation_), words_, sources, invocation_.environment);
        report("image", line.fault, line.hint, line.where, diagnostics);
        const engines::EngineRow& row = engines::row_of(plan_.engine.engine);
        if (engines::is_image_file(line.image) && !row.takes_image_files) {
            report("image-file", std::string(row.name) + " runs images by name, not from a file",
                   engines::engines_that_can({project::Engine::apptainer}), line.where, diagnostics);
        }
        words_ = std::move(line.words);
        plan_.front = line.front;
        plan_.command = std::move(line.line);
        plan_.task.image = std::move(line.image);
        plan_.image_from = std::move(line.from);
        plan_.release = std::move(line.release);
        plan_.image_is_users_own = line.where.has_value();
        // Behind the task, which is the first word of the command but where `run` stands between.
        const std::size_t arguments = plan_.front + (plan_.command.subtask == "run" ? 0 : 1);
        volumes_ = volumes_in(words_, arguments, apparent_, paths::MountedBy::engine, files_);
        for (const std::string& fault : volumes_.faults)
            report("volume", fault, "", std::nullopt, diagnostics);
    }

    // Those of the project, and those of the line.
    void set_mounts(paths::ResolvedMounts resolved) {
        auto mounts = resolved.table.mounts();
        mounts.insert(mounts.end(), volumes_.mounts.begin(), volumes_.mounts.end());
        if (uses_launcher(plan_)) paths::drop_repeated_sources(mounts);
        plan_.mounts =
            volumes_.mounts.empty() ? std::move(resolved.table) : paths::MountTable(std::move(mounts));
        plan_.to_create = std::move(resolved.to_create);
    }

    // docker would make it, as root.
    void check_working_directory(const project::Located<project::Workdir>& workdir,
                                 text::Diagnostics& diagnostics) {
        if (workdir.value.choice != project::Workdir::Choice::path) return;
        const auto host = plan_.mounts.to_host(text::normalised(workdir.value.path));
        if (!host) return;
        const auto status = files_.status(*host);
        const bool made =
            std::find(plan_.to_create.begin(), plan_.to_create.end(), *host) != plan_.to_create.end();
        if (made || (status && status->is_directory())) return;
        diagnostics.error("missing-workdir",
                          "the task's working directory " + text::quoted(workdir.value.path) + " is " +
                              text::quoted(*host) + " here, and there is no such directory",
                          workdir.where, "make it, or choose another");
    }

    // A word with $KEY in it must not reach the task as it is because the project's KEY is unknown here, or not trusted.
    bool variables_have_values() {
        const auto unset = unset_in(words_, *plan_.project, invocation_.environment);
        if (!unset.empty()) {
            text::Diagnostics diagnostics(*source_);
            for (const project::VariableFault& one : unset)
                diagnostics.error(one.fault.id, one.fault.message, one.fault.where, one.fault.hint);
            plan_.fail(project_file_wrong,
                       text::render(diagnostics, invocation_.colour) + text::message("nothing was started"));
            return false;
        }
        // One that the line uses cannot be left out.
        for (auto one = trust_.left_out.begin(); one != trust_.left_out.end();) {
            const bool used = is_used(name_of_variable(*one), words_, invocation_.environment);
            if (used) trust_.untrusted.push_back(*one);
            one = used ? trust_.left_out.erase(one) : one + 1;
        }
        return true;
    }

    bool translate() {
        const project::Project& project = *plan_.project;
        std::vector<std::string> set_for_task;
        for (const project::ContainerVariable& each : project.envs)
            set_for_task.push_back(each.name);
        const paths::TranslateOptions options{.on = project.translate.value.on,
                                              .leading_words = plan_.command.leading_words,
                                              .launcher_words = plan_.command.group.empty() ? 1U : 2U,
                                              .volume_option = takes_volume_option(plan_),
                                              .never = project.translate.value.never,
                                              .set_for_task = std::move(set_for_task)};
        const os::Environment variables = environment_for_words(project, invocation_.environment);
        const auto run = [&] {
            judge_.emplace(plan_.mounts, files_,
                           paths::Standpoint{
                               .home = std::string(invocation_.environment.get_or_empty("HOME")),
                               .working_directory = apparent_,
                               .workdir = project.workdir.value,
                               .as_caller = runs_as_caller(project, plan_.engine.engine, invocation_.user)});
            plan_.translation = paths::translate(words_, *judge_, variables, options);
        };
        run();
        const Line line{.words = words_,
                        .environment = invocation_.environment,
                        .working_directory = apparent_,
                        .home = user_.home};
        if (project.unmapped.value == project::Unmapped::mount) {
            const auto added = mounts_to_add(plan_.translation, line, project, trust_.directory, files_);
            if (!added.empty()) {
                if (!add_mounts(added)) return false;
                run();
            }
        }
        if (options.volume_option) {
            ask_for(volumes_of_the_file(plan_.translation, line, project, trust_.directory, files_));
        }
        return report_findings();
    }

    // They pass the checks that written mounts pass.
    bool add_mounts(const std::vector<AddedMount>& added) {
        project::Project with_added = *plan_.project;
        std::vector<project::Widening> widenings;
        for (const AddedMount& one : added) {
            const auto& where = plan_.project->unmapped.where;
            with_added.mounts.push_back({.source = {one.path, where}, .destination = {one.real, where}});
            if (one.widening) widenings.push_back(*one.widening);
        }
        text::Diagnostics diagnostics(*source_);
        paths::ResolvedMounts resolved =
            paths::resolve_mounts(with_added, files_, diagnostics, mounted_by(plan_.engine.engine));
        if (diagnostics.has_errors()) {
            plan_.fail(project_file_wrong, text::render(diagnostics, invocation_.colour) +
                                               text::message("nothing was started (unmapped: mount)"));
            return false;
        }
        const std::vector<std::string> to_create = std::move(plan_.to_create);
        set_mounts(std::move(resolved));
        plan_.to_create = to_create;
        ask_for(widenings);
        return true;
    }

    void ask_for(const std::vector<project::Widening>& widenings) {
        if (widenings.empty()) return;
        for (project::Widening& one : untrusted_of(widenings, trust_, invocation_, files_)) {
            const bool known =
                std::any_of(trust_.untrusted.begin(), trust_.untrusted.end(),
                            [&](const project::Widening& other) { return other.same_as(one); });
            if (!known) trust_.untrusted.push_back(std::move(one));
        }
    }

    // Where the image takes quotes and backslashes away itself, split_words.hpp says what arrives.
    void leave_out_kept_quotes() {
        auto& findings = plan_.translation.findings;
        const auto is_kept = [](const paths::Finding& finding) {
            return finding.kind == paths::Finding::Kind::kept_quotes;
        };
        if (std::any_of(findings.begin(), findings.end(), is_kept) && splits_words_again(image()))
            std::erase_if(findings, is_kept);
    }

    bool report_findings() {
        leave_out_kept_quotes();
        paths::Advisor advisor(plan_.mounts, files_, *judge_, plan_.project->file, plan_.project->writing);
        const FindingContext context{.translation = plan_.translation,
                                     .project_file = plan_.project->file,
                                     .files = files_,
                                     .advisor = advisor};
        bool go_on = true;
        for (const paths::Finding& finding : plan_.translation.findings) {
            const bool is_error = finding.kind == paths::Finding::Kind::unmapped &&
                                  plan_.project->unmapped.value == project::Unmapped::error;
            plan_.message += describe(finding, context, is_error ? "error" : "warning");
            if (is_error) go_on = false;
            if (loses_files(finding)) plan_.lacks_files = true;
        }
        if (!go_on) plan_.fail(own_failure, text::message("nothing was started (unmapped: error)"));
        return go_on;
    }

    // Of a line that does not run here: the run on a node makes its own.
    void leave_out_copies() {
        plan_.spec_copies.clear();
        plan_.run_directory.clear();
    }

    bool describe_command() {
        complete_task(plan_, judge_->task_directory(), user_.home, invocation_, files_);
        plan_.surroundings.launcher = plan_.launcher.launcher;
        look_at_words();
        if (uses_launcher(plan_))
            plan_.message += warn_of_unused_image(plan_, invocation_, words_, files_, *source_);
        if (plan_.task.placement) plan_.task.placement->said = engines::fingerprint(plan_.message);
        render_command(plan_, invocation_, files_);
        std::string fault = fault_of(plan_.translation);
        if (fault.empty()) fault = plan_.rendered.fault;
        if (!fault.empty()) {
            plan_.fail(own_failure, text::message("error: " + fault));
            return false;
        }
        plan_.action = Plan::Action::supervise;
        return true;
    }

    // The image that runs the task.
    std::string image() const {
        return uses_launcher(plan_) ? launchers_image(plan_, invocation_, words_, files_) : plan_.task.image;
    }

    // What becomes of a task's own words in its image; `run` is for anything else.
    void look_at_words() {
        if (plan_.task.only_command || plan_.command.subtask.empty()) return;
        const std::size_t first = plan_.command.leading_words;
        const std::string warnings =
            warn_of_missing_values(plan_.translation, first, *plan_.project) +
            warn_of_split_words(plan_.task, plan_.translation, first, [&] { return image(); });
        if (!warnings.empty()) plan_.lacks_files = true;
        plan_.message += warnings;
    }

    // Last, with the plan complete: `explain` shows what the user is asked to allow.
    void check_trust() {
        if (trust_.untrusted.empty()) return;
        text::Diagnostics diagnostics(*source_);
        trust_.left_out.clear();  // a run goes on without them, and has nothing to say
        plan::report(trust_, diagnostics);
        plan_.fail(not_trusted, text::render(diagnostics, invocation_.colour) +
                                    text::message(fault_of_trusted_paths(invocation_.environment)) +
                                    trust_advice());
    }

    Plan& plan_;
    const Invocation& invocation_;
    const os::FileSystem& files_;
    std::vector<std::string> words_;  // as typed, then as the engine's grammar has them
    project::User user_;
    std::string apparent_;
    ProjectTrust trust_;
    std::optional<paths::Judge> judge_;         // by the plan's mounts
    Volumes volumes_;                           // of the line
    std::string other_faults_;                  // that have no place in the project file; whole messages
    std::unique_ptr<text::SourceFile> source_;  // of the project file
};

}  // namespace

bool plan_in_project(Plan& plan, const project::Search& found, const std::vector<std::string>& typed,
                     const std::string& not_the_launcher, const Invocation& invocation,
                     const os::FileSystem& files) {
    return ProjectPlan(plan, invocation, files, typed).make(found, not_the_launcher.empty());
}

engines::EngineChoice engine_here(const Plan& plan, const project::Search& found,
                                  const std::vector<std::string>& words, const Invocation& invocation,
                                  const os::FileSystem& files) {
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    std::optional<project::Located<project::Engine>> wanted;
    if (found.outcome == project::Search::Outcome::found) {
        const auto project = project::load(found, invocation.environment, user, files).project;
        if (project) wanted = project->engine;
    }
    return choose_engine(wanted, user, has_program_for(plan, words) || plan.launcher.is_broken(), invocation,
                         files);
}

}  // namespace tao::plan
