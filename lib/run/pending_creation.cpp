#include "run/pending_creation.hpp"

#include <algorithm>
#include <iterator>

namespace tao::run {

void PendingCreation::exclude_what_is_there() {
    others_ = engine_.abandoned_requests().value_or(std::vector<std::uint32_t>());
}

PendingCreation::State PendingCreation::look(os::Deadline deadline) {
    // An engine takes connections in their order: when it answers this question, it has taken all that came before.
    if (!known_) {
        const engines::EngineAnswer answer = engine_.ask("/_ping", deadline);
        if (answer.status == 0) return answer.there ? State::no_answer : State::no_engine;
    }
    const auto now = engine_.abandoned_requests();
    if (!now) return State::unseen;
    std::vector<std::uint32_t> left;
    if (known_) {
        std::set_intersection(pending_.begin(), pending_.end(), now->begin(), now->end(),
                              std::back_inserter(left));
    } else {
        std::set_difference(now->begin(), now->end(), others_.begin(), others_.end(),
                            std::back_inserter(left));
    }
    pending_ = std::move(left);
    known_ = true;
    return pending_.empty() ? State::over : State::under_way;
}

}  // namespace tao::run
