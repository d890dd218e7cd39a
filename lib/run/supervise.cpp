#include "run/supervise.hpp"

#include <unistd.h>

#include <csignal>
#include <optional>

#include "os/anonymous_file.hpp"
#include "os/signals.hpp"
#include "os/standard_descriptors.hpp"
#include "os/unlinked_path.hpp"
#include "plan/exit_codes.hpp"
#include "plan/task_command.hpp"
#include "run/engine_run.hpp"
#include "run/guardian.hpp"
#include "run/launcher_environment.hpp"
#include "run/report.hpp"
#include "run/run_status.hpp"
#include "run/stop_signals.hpp"
#include "run/supervised_run.hpp"
#include "text/escape.hpp"

namespace tao::run {

namespace {

// The launcher as the supervised child.
class LauncherRun : SupervisedRun {
  public:
    LauncherRun(const plan::Plan& plan, const plan::Invocation& invocation)
        : SupervisedRun(plan, invocation) {}

    RunEnd run() {
        auto run_directory = prepare_directory();
        report_ = prepare_report(Stopping::launcher);
        const std::string stand_in = invocation_.front_directory + "/docker";
        const GuardianStart guardian = {.program = stand_in, .start = [&](std::error_code& error) {
                                            return start_guardian(stand_in, plan_.environment, report_, {},
                                                                  error);
                                        }};
        const RunFacts facts =
            supervise_child([&] { return prepare_launcher(); }, report_, guardian, system_);
        modes_.restore();
        remove_directory(run_directory);
        return end(facts);
    }

  private:
    SupervisedChild prepare_launcher() {
        std::error_code error;
        mounts_ = os::make_anonymous_file("tao-shim-mounts.json", plan_.rendered.files.at(0).content, error);
        if (error)
            throw Failure(plan::own_failure, "error: no memory for the mounts file: " + error.message());
        hold_sources(engines::mounts_file_of(plan_.task).mounts);
        SupervisedChild launcher;
        launcher.program = {.path = plan_.launcher.launcher.path,
                            .argv = plan_.rendered.argv,
                            .environment = launcher_environment(
                                plan_.environment, {.mounts_file = os::path_of_own_descriptor(mounts_.get()),
                                                    .report = os::path_for_others(report_.descriptor()),
                                                    .held_sources = path_of_held_sources(),
                                                    .front_directory = invocation_.front_directory})};
        launcher.options.signal_mask = original_mask_;
        launcher.options.parent_death_signal = launcher_stop_signal();
        launcher.options.inherited = {mounts_.get()};
        if (!plan_.task.input) {
            input_ = os::open_empty_input(error);
            if (error) throw Failure(plan::own_failure, "error: cannot open /dev/null: " + error.message());
            launcher.options.input = input_.get();
        }
        return launcher;
    }

    RunEnd end(const RunFacts& facts) const {
        const ReportContent& content = report_.content();
        const Phase phase = report_.phase();
        const Outcome outcome = {.stopped_by = facts.stopped_by,
                                 .phase = phase,
                                 .task = {.code = content.task_code, .signal = content.task_signal},
                                 .launcher = facts.child,
                                 .engine_lost = facts.findings.engine_lost};
        const RunStatus status = status_of(outcome);
        tell_end(status, remark_of(outcome, plan_.task.words.empty()), facts, phase);
        return {.exit_code = status.exit_code,
                .refused = facts.stopped_by == 0 && phase == Phase::preparing && facts.child.code != 0};
    }

    Report report_;
    os::Descriptor mounts_;
    os::Descriptor input_;
};

}  // namespace

RunEnd supervise(const plan::Plan& plan, const plan::Invocation& invocation) {
    os::open_missing_standard_descriptors();
    // Some daemons start their commands with SIGCHLD ignored; how a child ended would then be lost, for the launcher too.
    os::restore_default(SIGCHLD);
    os::SignalReader none{os::SignalSet()};
    const auto refuse = [&](const std::string& lines, int exit_code) {
        this_system(none).say(lines);
        return RunEnd{.exit_code = exit_code};
    };
    if (invocation.front_directory.empty()) {
        return refuse(
            "error: /proc is not mounted; through it tao-shim finds its own files, and the launcher its "
            "mounts file\nmount it (as root): mount -t proc proc /proc",
            plan::own_failure);
    }
    for (const std::string& directory : plan.to_create) {
        // In a home lie the logins of its tasks and what their programs load by themselves: nobody else's to see or to change.
        const bool is_home = plan.task.home && plan.task.home->source == directory;
        constexpr mode_t of_a_home = 0700;
        constexpr mode_t as_the_user_has_it = 0777;
        std::error_code error;
        os::make_real_directories(directory, error, is_home ? of_a_home : as_the_user_has_it);
        if (error) {
            return refuse(
                "error: cannot make the directory " + text::quoted(directory) + ": " + error.message(),
                plan::own_failure);
        }
    }
    try {
        return plan::uses_launcher(plan) ? LauncherRun(plan, invocation).run()
                                         : run_on_engine(plan, invocation);
    } catch (const Failure& failure) {
        return refuse(failure.what(), failure.exit_code);
    }
}

}  // namespace tao::run
