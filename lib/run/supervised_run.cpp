#include "run/supervised_run.hpp"

#include <csignal>

#include "os/anonymous_file.hpp"
#include "plan/exit_codes.hpp"

namespace tao::run {

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
