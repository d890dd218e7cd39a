#include "run/supervised_run.hpp"

#include <unistd.h>

#include <csignal>

#include "engines/engines.hpp"
#include "os/anonymous_file.hpp"
#include "os/replace_file.hpp"
#include "plan/exit_codes.hpp"
#include "plan/run_directory.hpp"
#include "plan/task_command.hpp"
#include "run/written_copies.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::run {

namespace {

constexpr mode_t readable_directory = 0755;
constexpr mode_t readable_file = 0644;

std::error_code write_copies(const std::string& directory, const std::vector<specs::SpecCopy>& copies) {
    std::error_code error = os::make_directory(directory, readable_directory);
    for (const specs::SpecCopy& copy : copies) {
        if (!error)
            error = os::make_directory(directory + "/" + std::string(text::parent(copy.path)),
                                       readable_directory);
        if (!error) error = os::write_atomically(directory + "/" + copy.path, copy.content, readable_file);
    }
    return error;
}

// Can the task write to the copies, and is not to?
bool are_watched(const plan::Plan& plan) {
    return plan::uses_launcher(plan) && !plan.copies_change && !plan.spec_copies.empty();
}

// Makes the directory of a run (plan/run_directory.hpp) and writes the copies. Removes the directories of earlier runs
// that nothing else could remove.
std::optional<os::HeldDirectory> make_run_directory(const plan::Plan& plan, std::error_code& error) {
    const std::string& path = plan.run_directory;
    os::remove_abandoned_directories(std::string(text::parent(path)), os::this_machine(os::HostFileSystem()),
                                     keep_written_copies);
    std::optional<os::HeldDirectory> directory = os::HeldDirectory::make(path, error);
    if (!directory) return std::nullopt;
    error = write_copies(plan::mounted_part(path), plan.spec_copies);
    if (!error && are_watched(plan)) error = write_copies(plan::unchanged_part(path), plan.spec_copies);
    if (!error && engines::row_of(plan.engine.engine).small_temporary_directory)
        error = os::make_directory(plan::temporary_part(path), readable_directory);
    if (error) return std::nullopt;
    return directory;
}

}  // namespace

std::optional<os::HeldDirectory> SupervisedRun::prepare_directory() const {
    if (plan_.run_directory.empty()) return std::nullopt;
    std::error_code error;
    auto made = make_run_directory(plan_, error);
    if (!made) {
        const std::string what = plan_.spec_copies.empty() ? "make the directory of this run, "
                                                           : "write the translated spec files to ";
        const std::string why =
            error == std::errc::operation_not_permitted
                ? plan::fault_of_runs(plan_.run_directory, ::geteuid(), os::HostFileSystem())
                : "";
        throw Failure(plan::own_failure, "error: cannot " + what + text::quoted(plan_.run_directory) + ": " +
                                             (why.empty() ? error.message() : why));
    }
    return made;
}

void SupervisedRun::remove_directory(std::optional<os::HeldDirectory>& directory) const {
    if (!directory) return;
    keep_written_copies(plan_.run_directory);
    directory.reset();
    for (const std::string& line : said_of_written_copies(plan_.run_directory, plan_.spec_copies))
        system_.say(line);
}

Report SupervisedRun::prepare_report(Stopping stopping) const {
    std::error_code error;
    Report report = Report::create(error);
    if (error)
        throw Failure(plan::own_failure, std::string("error: no memory to share with the ") +
                                             (plan::uses_launcher(plan_) ? "launcher" : "guardian") + ": " +
                                             error.message());
    ReportContent& content = report.content();
    content.stopping = stopping;
    if (!store(content.run_id, invocation_.run_id) ||
        !store(content.container_directory, plan_.task.working_directory)) {
        throw Failure(plan::own_failure, "error: the working directory of the task is too long: " +
                                             text::quoted(plan_.task.working_directory));
    }
    // One that is too long for this stays until the supervisor, or a later run, removes it.
    store(content.run_directory, plan_.run_directory);
    return report;
}

void SupervisedRun::hold_sources(const std::vector<paths::Mount>& mounts) {
    std::string fault;
    held_ = HeldSources::hold(mounts, fault);
    if (!fault.empty()) throw Failure(plan::own_failure, "error: " + fault);
    std::error_code error;
    held_list_ = os::make_anonymous_file("tao-shim-sources", held_.list(), error);
    if (error)
        throw Failure(plan::own_failure, "error: no memory for the list of mounts: " + error.message());
}

std::string SupervisedRun::path_of_held_sources() const {
    return os::path_for_others(held_list_.get());
}

void SupervisedRun::tell_end(const RunStatus& status, const std::string& remark, const RunFacts& facts,
                             Phase phase) const {
    if (!status.message.empty()) system_.say("error: " + status.message);
    if (!remark.empty()) system_.say(remark);
    for (const std::string& warning : warnings_of(facts.findings, phase))
        system_.say("warning: " + warning);
    if (facts.stopped_by == SIGINT && facts.stopped_from_terminal) os::die_of(SIGINT);
}

}  // namespace tao::run
