#include "run/source_check.hpp"

#include <csignal>

#include "engines/api_answer.hpp"
#include "run/waits.hpp"
#include "text/json_value.hpp"

namespace tao::run {

namespace {

constexpr unsigned not_found = 404;

}  // namespace

std::string SourceCheck::look(const os::ProcessHandle& command) {
    std::string fault = watch_.moved();
    if (fault.empty()) return {};
    command.send(SIGSTOP);
    const auto answer = engine_.ask("/containers/" + container_ + "/json", clock_.in(waits::engine_call));
    const std::string state = engines::text_at(engines::answer_of(answer.body), "/State/Status");
    const bool is_to_come = answer.status == not_found || state == "created";
    if (answer.status == 0) fault.clear();  // what becomes of the container nobody can say, or hinder
    if (!fault.empty() && !is_to_come) fault = watch_.fault_of(engines::first_process(answer.body));
    watch_.end();
    if (fault.empty()) command.send(SIGCONT);
    return fault;
}

std::string SourceCheck::compare() {
    if (!watch_.looks()) return {};
    const auto answer = engine_.ask("/containers/" + container_ + "/json", clock_.in(waits::engine_call));
    return watch_.fault_of(engines::first_process(answer.body));
}

}  // namespace tao::run
