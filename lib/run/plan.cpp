#include "run/plan.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "launcher/carry_over.hpp"
#include "launcher/identify.hpp"
#include "launcher/quoting.hpp"
#include "launcher/task_hint.hpp"
#include "os/working_directory.hpp"
#include "paths/resolve_mounts.hpp"
#include "project/find.hpp"
#include "project/load.hpp"
#include "run/container_environment.hpp"
#include "run/exit_codes.hpp"
#include "run/pass_through.hpp"
#include "run/warnings.hpp"
#include "text/diagnostic.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/utf8.hpp"

namespace tao::run {

namespace {

// The launcher puts the whole command into one string for `sh -c`; Linux takes at most 128 KiB of one argument,
// the end mark included (MAX_ARG_STRLEN). Its own part is "bash -c 'docker exec -it ID TASK ...'".
constexpr std::size_t longest_argument = (128U << 10U) - 1;
constexpr std::size_t launchers_own_part = 256;

void pass_through(Plan& plan, std::string reason) {
    plan.action = Plan::Action::pass_through;
    plan.reason = std::move(reason);
}

void fail(Plan& plan, int exit_code, const std::string& lines) {
    plan.action = Plan::Action::fail;
    plan.exit_code = exit_code;
    plan.message += lines;
}

std::string last_component(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));  // npos + 1 is 0: the whole
}

std::vector<std::string> words_of(const Invocation& invocation) {
    if (invocation.argv.empty()) return {};
    return {invocation.argv.begin() + 1, invocation.argv.end()};
}

launcher::Search search_for(const Invocation& invocation, const std::vector<std::string>& words) {
    return {.program = invocation.argv.empty() ? "tao" : last_component(invocation.argv.front()),
            .self = invocation.self,
            .self_path = invocation.self_path,
            .words = words};
}

// The plan without a project: the launcher as it is, unless only one of another name was found.
void without_project(Plan& plan, std::string reason) {
    if (plan.launcher.by_other_name) {
        fail(plan, plan.launcher.exit_code, text::message(plan.launcher.message));
    } else {
        pass_through(plan, std::move(reason));
    }
}

// --volume SRC:DST is an option of the launcher itself since 6.0.
bool takes_volume_option(const launcher::Launcher& launcher) { return launcher.version.major >= 6; }

// The version costs a look at the launcher's package; only these questions need it.
bool needs_version(const project::Project& project, const std::vector<std::string>& words) {
    return project.docker != project::DockerOptions{} ||
           std::find(words.begin(), words.end(), "--volume") != words.end();
}

// The words in the grammar of the launcher found.
std::vector<std::string> carry_over(Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                                    const std::vector<std::string>& words) {
    const launcher::Search search = search_for(invocation, words);
    launcher::Launcher& found = plan.launcher.launcher;
    if (!launcher::needs_task_table(search.program, words, found)) return words;
    launcher::CarriedOver carried = launcher::carry_over(search, found, invocation.environment, files);
    found = std::move(carried.launcher);
    plan.command = std::move(carried.line);
    plan.hint = std::move(carried.hint);
    if (carried.outcome == launcher::CarriedOver::Outcome::carried) plan.carried = std::move(carried.reason);
    return std::move(carried.words);
}

// Hands every uncovered path of the command line a mount of its own, at the same path (`unmapped: mount`).
std::vector<paths::Mount> mounts_for_unmapped(const paths::Translation& translation,
                                              const os::FileSystem& files) {
    std::vector<paths::Mount> added;
    for (const paths::Finding& finding : translation.findings) {
        if (finding.kind != paths::Finding::Kind::unmapped) continue;
        const auto real = files.real_path(finding.path);
        if (real) added.push_back({.source = finding.path, .real_source = *real, .destination = finding.path});
    }
    return added;
}

// The words of the launcher's command line. The first ones it uses itself; the others reach the task through
// two shells. Its own --volume SRC:DST reaches neither.
std::vector<std::string> write_words(const paths::Translation& translation, launcher::Grammar grammar) {
    const std::size_t launchers_own = grammar == launcher::Grammar::group_first ? 2 : 1;
    std::vector<std::string> written;
    for (std::size_t index = 0; index < translation.words.size(); ++index) {
        const paths::Word& word = translation.words[index];
        const bool as_it_is = index < launchers_own || word.rule == paths::Rule::launcher_option;
        written.push_back(as_it_is ? word.after : launcher::quote(word.after, launcher::Shells::two));
    }
    return written;
}

std::string container_directory(const project::Workdir& workdir, const paths::MountTable& mounts,
                                const std::string& apparent, const os::FileSystem& files) {
    switch (workdir.choice) {
        case project::Workdir::Choice::image: return {};
        case project::Workdir::Choice::path: return workdir.path;
        case project::Workdir::Choice::automatic: break;
    }
    if (apparent.empty()) return {};
    return mounts.to_container(apparent, files.real_path(apparent).value_or("")).value_or("");
}

// What is wrong with the words as such; empty if nothing is.
std::string fault_of(const std::vector<std::string>& argv, const paths::Translation& translation) {
    for (const paths::Word& word : translation.words) {
        if (text::find_invalid(word.after) != std::string_view::npos) {
            return "the argument " + text::quoted(word.before) +
                   " is not UTF-8, and docker would change it on the way to the task\n"
                   "rename the file, or reach it by a directory that is named";
        }
    }
    std::size_t length = launchers_own_part;
    for (const std::string& word : argv) length += word.size() + 1;
    if (length > longest_argument) {
        return "the command line is too long: " + std::to_string(length) + " bytes, and the launcher can pass on " +
               std::to_string(longest_argument) + " (Linux' limit of one argument)\n" +
               "write the values into a spec file, or name a directory in place of its files";
    }
    return {};
}

// The story of a run in a project, from the file to the words. `plan` has launcher and command.
class ProjectPlan {
  public:
    ProjectPlan(Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                std::vector<std::string> words)
        : plan_(plan),
          invocation_(invocation),
          files_(files),
          words_(std::move(words)),
          user_(project::user_of(invocation.environment, invocation.user, invocation.group, files)),
          apparent_(os::apparent_directory(invocation.environment, invocation.working_directory, files)) {}

    void make(const project::Search& found) {
        if (!load(found) || !translate()) return;
        describe_container();
    }

  private:
    bool load(const project::Search& found) {
        project::Loaded loaded = project::load(found, invocation_.environment, user_, files_);
        if (loaded.project) {
            if (needs_version(*loaded.project, words_)) launcher::complete(plan_.launcher.launcher, files_);
            paths::ResolvedMounts resolved = paths::resolve_mounts(*loaded.project, files_, loaded.diagnostics);
            launcher::check_docker_options(loaded.project->docker, plan_.launcher.launcher, loaded.diagnostics);
            plan_.mounts = std::move(resolved.table);
            plan_.to_create = std::move(resolved.to_create);
        }
        plan_.message += text::render(loaded.diagnostics, invocation_.colour);
        if (loaded.diagnostics.has_errors() || !loaded.project) {
            fail(plan_, project_file_wrong, text::message("nothing was started"));
            return false;
        }
        plan_.project = std::move(loaded.project);
        return true;
    }

    bool translate() {
        const project::Project& project = *plan_.project;
        const paths::TranslateOptions options{.on = project.translate.value.on,
                                              .leading_words = plan_.command.leading_words,
                                              .volume_option = takes_volume_option(plan_.launcher.launcher),
                                              .never = project.translate.value.never,
                                              .working_directory = apparent_};
        const auto run = [&] {
            plan_.translation =
                paths::translate(words_, plan_.mounts, invocation_.environment, files_, options);
        };
        run();
        if (project.unmapped.value == project::Unmapped::mount) {
            const auto added = mounts_for_unmapped(plan_.translation, files_);
            if (!added.empty()) {
                auto mounts = plan_.mounts.mounts();
                mounts.insert(mounts.end(), added.begin(), added.end());
                plan_.mounts = paths::MountTable(std::move(mounts));
                run();
            }
        }
        return report_findings();
    }

    bool report_findings() {
        bool go_on = true;
        for (const paths::Finding& finding : plan_.translation.findings) {
            const bool is_error = finding.kind == paths::Finding::Kind::unmapped &&
                                  plan_.project->unmapped.value == project::Unmapped::error;
            plan_.message +=
                describe(finding, plan_.translation, *plan_.project, is_error ? "error" : "warning");
            if (is_error) go_on = false;
        }
        if (!go_on) fail(plan_, own_failure, text::message("nothing was started (unmapped: error)"));
        return go_on;
    }

    void describe_container() {
        plan_.mounts_file.mounts = plan_.mounts.mounts();
        add_container_environment(*plan_.project, invocation_, user_.home, plan_.mounts_file, plan_.to_create);
        plan_.container_directory =
            container_directory(plan_.project->workdir.value, plan_.mounts, apparent_, files_);
        plan_.environment = invocation_.environment;
        plan_.argv = write_words(plan_.translation, plan_.launcher.launcher.grammar);
        plan_.argv.insert(plan_.argv.begin(), plan_.launcher.launcher.path);

        if (const std::string fault = fault_of(plan_.argv, plan_.translation); !fault.empty()) {
            return fail(plan_, own_failure, text::message("error: " + fault));
        }
        auto json = launcher::render(plan_.mounts_file, false);
        if (!json) {
            return fail(plan_, own_failure,
                        text::message("error: a mount or a variable is not UTF-8, and the launcher's mounts file "
                                      "can hold nothing else"));
        }
        plan_.mounts_json = std::move(*json);
        plan_.action = Plan::Action::supervise;
    }

    Plan& plan_;
    const Invocation& invocation_;
    const os::FileSystem& files_;
    const std::vector<std::string> words_;
    project::User user_;
    std::string apparent_;
};

}  // namespace

Plan make_plan(const Invocation& invocation, const os::FileSystem& files) {
    Plan plan;
    const std::vector<std::string> words = words_of(invocation);
    plan.launcher = launcher::find_launcher(search_for(invocation, words), invocation.environment, files);
    if (!plan.launcher.found) {
        fail(plan, plan.launcher.exit_code, text::message(plan.launcher.message));
        return plan;
    }
    plan.command = launcher::parse_command_line(words, plan.launcher.launcher.grammar);
    for (const std::string& reason :
         {stepped_aside(invocation.environment), not_for_a_project(plan.launcher.launcher.kind),
          not_for_a_project(plan.command.request)}) {
        if (reason.empty()) continue;
        without_project(plan, reason);
        return plan;
    }

    const project::Search found =
        project::find(invocation.environment, invocation.working_directory, invocation.user, files);
    switch (found.outcome) {
        case project::Search::Outcome::none: without_project(plan, "no project file was found"); break;
        case project::Search::Outcome::fault:
            fail(plan, project_file_wrong,
                 project::render(found, invocation.colour) + text::message("nothing was started"));
            break;
        case project::Search::Outcome::found:
            ProjectPlan(plan, invocation, files, carry_over(plan, invocation, files, words)).make(found);
            break;
    }
    return plan;
}

std::string hint_after_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (!plan.hint.empty()) return plan.hint;
    const std::string program = search_for(invocation, {}).program;
    return launcher::unknown_task_hint(program, plan.command, plan.launcher.launcher, invocation.environment, files);
}

}  // namespace tao::run
