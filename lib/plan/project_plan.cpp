#include "plan/project_plan.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "launcher/foreign_mounts.hpp"
#include "launcher/guard.hpp"
#include "launcher/identify.hpp"
#include "launcher/path_search.hpp"
#include "os/working_directory.hpp"
#include "paths/mount_points.hpp"
#include "paths/real_path.hpp"
#include "paths/resolve_mounts.hpp"
#include "plan/added_mounts.hpp"
#include "plan/checked_project.hpp"
#include "plan/command_words.hpp"
#include "plan/container_environment.hpp"
#include "plan/exit_codes.hpp"
#include "plan/look_into_specs.hpp"
#include "plan/project_variables.hpp"
#include "plan/trust.hpp"
#include "plan/warnings.hpp"
#include "project/load.hpp"
#include "text/diagnostic.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::plan {

namespace {

constexpr std::size_t largest_mounts_file = std::size_t{1} << 20U;

void fail(Plan& plan, int exit_code, const std::string& lines) {
    plan.action = Plan::Action::fail;
    plan.exit_code = exit_code;
    plan.message += lines;
}

// --volume SRC:DST is an option of the launcher itself since 6.0.
bool takes_volume_option(const launcher::Launcher& launcher) {
    return launcher.version.major >= 6;
}

// Is it certain that the task will not have what is meant? A path that nothing has can be meant.
bool is_missing(const paths::Finding& finding) {
    return finding.kind == paths::Finding::Kind::unmapped ||
           finding.kind == paths::Finding::Kind::misspelt_destination;
}

// The story of a run in a project, from the file to the words. `plan` has launcher and command.
class ProjectPlan {
  public:
    ProjectPlan(Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                const std::vector<std::string>& words)
        : plan_(plan),
          invocation_(invocation),
          files_(files),
          words_(words),
          user_(project::user_of(invocation.environment, invocation.user, invocation.group, files)),
          apparent_(os::apparent_directory(invocation.environment, invocation.working_directory, files)) {}

    void make(const project::Search& found) {
        if (!load(found) || !variables_have_values() || !translate()) return;
        look_into_specs(plan_, *judge_, invocation_, user_.home, files_);
        look_at_global_mounts();
        if (describe_container()) check_trust();
    }

  private:
    bool load(const project::Search& found) {
        // The version costs a look at the launcher's package; of the line's words only this one needs it.
        if (std::find(words_.begin(), words_.end(), "--volume") != words_.end()) {
            launcher::complete(plan_.launcher.launcher, files_);
        }
        CheckedProject checked = check_project(found, invocation_, files_, &plan_.launcher.launcher);
        trust_ = std::move(checked.trust);
        project::Loaded& loaded = *checked.loaded;
        plan_.message += text::render(loaded.diagnostics, invocation_.colour);
        if (checked.has_errors()) {
            fail(plan_, project_file_wrong, text::message("nothing was started"));
            return false;
        }
        plan_.mounts = std::move(checked.mounts.table);
        plan_.to_create = std::move(checked.mounts.to_create);
        plan_.project = std::move(loaded.project);
        source_ = std::move(loaded.source);
        return true;
    }

    // A word with $KEY in it must not reach the task as it is because the project's KEY is unknown here, or not trusted.
    bool variables_have_values() {
        const auto unset = unset_in(words_, *plan_.project, invocation_.environment);
        if (!unset.empty()) {
            text::Diagnostics diagnostics(*source_);
            for (const project::VariableFault& one : unset)
                diagnostics.error(one.fault.id, one.fault.message, one.fault.where, one.fault.hint);
            fail(plan_, project_file_wrong,
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
        const launcher::Launcher& launcher = plan_.launcher.launcher;
        const paths::TranslateOptions options{.on = project.translate.value.on,
                                              .leading_words = plan_.command.leading_words,
                                              .launcher_words = launcher::words_of_its_own(launcher.grammar),
                                              .volume_option = takes_volume_option(launcher),
                                              .never = project.translate.value.never};
        const os::Environment variables = environment_for_words(project, invocation_.environment);
        const auto run = [&] {
            judge_.emplace(
                plan_.mounts, files_,
                paths::Standpoint{.home = std::string(invocation_.environment.get_or_empty("HOME")),
                                  .working_directory = apparent_,
                                  .workdir = project.workdir.value});
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
        paths::ResolvedMounts resolved = paths::resolve_mounts(with_added, files_, diagnostics);
        if (diagnostics.has_errors()) {
            fail(plan_, project_file_wrong,
                 text::render(diagnostics, invocation_.colour) +
                     text::message("nothing was started (unmapped: mount)"));
            return false;
        }
        plan_.mounts = std::move(resolved.table);
        plan_.to_create = std::move(resolved.to_create);
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

    bool report_findings() {
        paths::Advisor advisor(plan_.mounts, files_, *judge_, plan_.project->directory);
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
            if (is_missing(finding)) plan_.lacks_files = true;
        }
        if (!go_on) fail(plan_, own_failure, text::message("nothing was started (unmapped: error)"));
        return go_on;
    }

    // Somebody who edits the launcher's own file inside a project wonders why nothing changes.
    void look_at_global_mounts() {
        const std::string file = user_.home + "/.tao_mounts.json";
        const auto global = files_.status(file);
        const auto own = files_.status(plan_.project->file);
        if (!global || !own || global->modified <= own->modified) return;
        os::ReadFailure failure;
        const auto content = files_.read(file, largest_mounts_file, failure);
        if (!content) return;
        const auto other = launcher::difference(plan_.mounts, *content, user_.home, files_);
        if (!other) return;
        plan_.message += text::message(
            "note: " + text::visible(file) + " is not in use here, and it has " +
            (other->source_here.empty()
                 ? "a mount at " + text::quoted(other->destination) + " that " +
                       text::visible(plan_.project->file) + " lacks"
                 : text::quoted(other->source) + " at " + text::quoted(other->destination) + ", where " +
                       text::visible(plan_.project->file) + " has " + text::quoted(other->source_here)));
    }

    bool describe_container() {
        plan_.mounts_file.mounts = plan_.mounts.mounts();
        mount_spec_copies(plan_);
        add_container_environment(*plan_.project, invocation_, user_.home, plan_.mounts_file,
                                  plan_.to_create);
        // What the project mounts was judged by its real paths; what tao adds is the user's own, wherever links lead there.
        const std::size_t judged = plan_.mounts.mounts().size();
        for (std::size_t index = judged; index < plan_.mounts_file.mounts.size(); ++index) {
            paths::Mount& own = plan_.mounts_file.mounts[index];
            own.real_source = paths::real_path_of(own.source, files_);
            std::replace(plan_.to_create.begin(), plan_.to_create.end(), own.source, own.real_source);
        }
        for (std::string& point : paths::missing_mount_points(plan_.mounts, files_)) {
            plan_.to_create.push_back(std::move(point));
        }
        plan_.container_directory = judge_->task_directory();
        plan_.environment = invocation_.environment;
        if (plan_.launcher.launcher.starts_shim) {
            const launcher::Guard guard(invocation_.environment);
            plan_.environment.set(launcher::guard_variable,
                                  guard.with(launcher::name_in_guard(plan_.launcher.launcher.path, files_)));
        }
        for (const auto& [name, value] : plan_.launcher.wrapper_variables) {
            if (value) {
                plan_.environment.set(name, *value);
            } else {
                plan_.environment.unset(name);
            }
        }
        plan_.task_form = task_form(plan_.translation, plan_.launcher.launcher.grammar);
        plan_.argv = write_words(plan_.translation, plan_.launcher.launcher.grammar);
        plan_.argv.insert(plan_.argv.begin(), plan_.launcher.launcher.path);

        if (const std::string fault = fault_of(plan_.argv, plan_.translation); !fault.empty()) {
            fail(plan_, own_failure, text::message("error: " + fault));
            return false;
        }
        auto json = launcher::render(plan_.mounts_file, false);
        if (!json) {
            fail(plan_, own_failure,
                 text::message("error: a mount or a variable is not UTF-8, and the launcher's mounts file "
                               "can hold nothing else"));
            return false;
        }
        plan_.mounts_json = std::move(*json);
        plan_.action = Plan::Action::supervise;
        return true;
    }

    // Last, with the plan complete: `explain` shows what the user is asked to allow.
    void check_trust() {
        if (trust_.untrusted.empty()) return;
        text::Diagnostics diagnostics(*source_);
        trust_.left_out.clear();  // a run goes on without them, and has nothing to say
        report(trust_, diagnostics);
        fail(plan_, not_trusted, text::render(diagnostics, invocation_.colour) + trust_advice());
    }

    Plan& plan_;
    const Invocation& invocation_;
    const os::FileSystem& files_;
    const std::vector<std::string>& words_;
    project::User user_;
    std::string apparent_;
    ProjectTrust trust_;
    std::optional<paths::Judge> judge_;         // by the plan's mounts
    std::unique_ptr<text::SourceFile> source_;  // of the project file
};

}  // namespace

void plan_in_project(Plan& plan, const project::Search& found, const std::vector<std::string>& words,
                     const Invocation& invocation, const os::FileSystem& files) {
    ProjectPlan(plan, invocation, files, words).make(found);
}

}  // namespace tao::plan
