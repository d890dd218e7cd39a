#include "run/engine_run.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <vector>

#include "engines/engines.hpp"
#include "os/anonymous_file.hpp"
#include "os/pipe.hpp"
#include "os/signals.hpp"
#include "plan/exit_codes.hpp"
#include "run/error_relay.hpp"
#include "run/failures.hpp"
#include "run/guardian.hpp"
#include "run/slurm_end.hpp"
#include "run/source_watch.hpp"
#include "run/supervised_run.hpp"

namespace tao::run {

namespace {

class EngineRun : SupervisedRun {
  public:
    EngineRun(const plan::Plan& plan, const plan::Invocation& invocation)
        : SupervisedRun(plan, invocation), row_(engines::row_of(plan.engine.engine)) {}

    RunEnd run() {
        auto run_directory = prepare_directory();
        if (!plan_.task.placement) hold_sources(engines::mounts_file_of(plan_.task).mounts);
        const bool outlived = row_.leftover != engines::EngineRow::Leftover::none;
        const Report report = prepare_report(outlived ? Stopping::guardian : Stopping::nobody);
        const std::string stand_in = invocation_.front_directory + "/docker";
        const GuardianStart guardian = {
            .program = stand_in, .start = [&](std::error_code& error) {
                return start_guardian(stand_in, guardian_environment(), report,
                                      {.engine = std::string(row_.name), .program = plan_.engine.program},
                                      error);
            }};
        const RunFacts facts = supervise_child([&] { return prepare_command(); }, report, guardian, system_);
        relay_.reset();
        modes_.restore();
        remove_directory(run_directory);
        return end(facts);
    }

  private:
    // For the container's first process, out of the container's sight.
    std::string process_file() const {
        return row_.process_file_option.empty() ? "" : plan_.run_directory + "/process";
    }

    os::Environment guardian_environment() const {
        os::Environment environment = plan_.environment;
        if (plan_.task.placement) return environment;
        environment.set(held_sources_variable, path_of_held_sources());
        environment.set(process_file_variable, process_file());
        return environment;
    }

    SupervisedChild prepare_command() {
        SupervisedChild command;
        command.program = {
            .path = plan_.rendered.program, .argv = plan_.rendered.argv, .environment = plan_.environment};
        command.options.signal_mask = original_mask_;
        command.options.parent_death_signal = SIGTERM;
        command.stop_signal = row_.stop_signal;
        if (row_.watches_errors) {
            relay_.emplace([this](const std::string& line) { slurm_.look(line); });
            command.options.errors = relay_->descriptor();
        }
        for (const engines::CommandFile& file : plan_.rendered.files) {
            std::error_code error;
            files_.push_back(os::make_anonymous_file("tao-shim-variables", file.content, error));
            if (error)
                throw Failure(plan::own_failure, "error: no memory for the variables: " + error.message());
            const int number = files_.back().get();
            command.options.inherited.push_back(number);
            if (file.word != 0) command.program.argv.at(file.word) = os::path_of_own_descriptor(number);
        }
        if (!row_.process_file_option.empty()) {
            auto& argv = command.program.argv;
            const auto options = argv.begin() + static_cast<std::ptrdiff_t>(plan_.rendered.options_at);
            argv.insert(options, {std::string(row_.process_file_option), process_file()});
        }
        if (!plan_.task.input) {
            files_.push_back(os::null_device());
            command.options.input = files_.back().get();
        }
        // As late as possible: the command is started next.
        if (const std::string fault = plan_.task.placement ? "" : replaced_mount(held_.list(), 0);
            !fault.empty())
            throw Failure(plan::own_failure, "error: the task is not started: " + fault);
        return command;
    }

    // `tao ... | head`: docker (1) and podman (126) end with a status of their own where programs die of SIGPIPE.
    bool ended_for_want_of_a_reader(const RunFacts& facts) const {
        const bool is_such_a_status =
            facts.child.signal == 0 && (facts.child.code == 1 || facts.child.code == 126);
        return !plan_.task.placement && facts.stopped_by == 0 && is_such_a_status &&
               os::has_no_reader(STDOUT_FILENO);
    }

    RunEnd end(const RunFacts& facts) const {
        if (ended_for_want_of_a_reader(facts)) return {.exit_code = 128 + SIGPIPE, .refused = false};
        const bool refused = facts.stopped_by == 0 && facts.child.signal == 0 &&
                             row_.own_failure(facts.child.code) && !facts.findings.task_started;
        const RunStatus status = facts.stopped_by == 0 && plan_.task.placement
                                     ? status_of_srun(facts.child, slurm_, plan_.task)
                                     : status_of_command({.stopped_by = facts.stopped_by,
                                                          .command = facts.child,
                                                          .replaced = facts.findings.replaced,
                                                          .task_started = facts.findings.task_started,
                                                          .engine_lost = facts.findings.engine_lost});
        // With a terminal of its own on the node it is the task that Ctrl-C went to.
        const bool typed_there = facts.stopped_by == 0 && plan_.task.placement && plan_.task.terminal &&
                                 status.exit_code == 128 + SIGINT;
        const bool is_shell = plan_.task.words.empty();
        // What failed on a node is said where the line was typed.
        const bool is_told = refused || typed_there || slurm_.cancelled() || invocation_.step ||
                             facts.stopped_by != 0 || facts.child.signal != 0 || !status.message.empty();
        tell_end(status, is_told || is_shell ? "" : task_failure(status.exit_code), facts,
                 refused ? Phase::preparing : Phase::ended);
        if (typed_there) os::die_of(SIGINT);
        return {.exit_code = status.exit_code, .refused = refused && status.message.empty()};
    }

    const engines::EngineRow& row_;
    std::vector<os::Descriptor> files_;
    SlurmLines slurm_;
    std::optional<ErrorRelay> relay_;  // of a command whose lines are looked at
};

}  // namespace

RunEnd run_on_engine(const plan::Plan& plan, const plan::Invocation& invocation) {
    return EngineRun(plan, invocation).run();
}

}  // namespace tao::run
