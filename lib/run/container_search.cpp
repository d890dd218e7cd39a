#include "run/container_search.hpp"

#include "engines/markers.hpp"
#include "run/waits.hpp"

namespace tao::run {

namespace {

// As long as it is not known which container is ours, every new one may be. Where more than these come to be, as on a
// machine that tests many, the engine is asked for all when it matters.
constexpr std::size_t most_created = 1000;

}  // namespace

void ContainerSearch::add(const std::string& container) {
    if (created_.size() < most_created) {
        created_.insert(container);
        return;
    }
    created_.clear();
    events_missed_ = true;
}

std::string ContainerSearch::among_all() {
    const std::optional<std::vector<std::string>> all = engine_.list(clock_.in(waits::engine_call));
    listed_ = all.has_value();
    return listed_ ? among(*all) : std::string();
}

std::string ContainerSearch::among(const std::vector<std::string>& containers) {
    unanswered_ = false;
    for (const std::string& container : containers) {
        if (!looked_at_.insert(container).second) continue;
        const std::optional<std::string> run =
            engine_.variable(container, engines::run_marker, clock_.in(waits::engine_call));
        if (!run) {
            looked_at_.erase(container);
            unanswered_ = true;
        } else if (*run == run_id_) {
            return container;
        }
    }
    return {};
}

}  // namespace tao::run
