#include "run/remove_abandoned.hpp"

#include "support/answering_engine.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using namespace tao::run;
using namespace std::chrono_literals;

namespace {

// An engine with containers that have never started.
class EngineWithContainers final : public tests::AnsweringEngine {
  public:
    struct Container {
        std::chrono::seconds age;
        std::map<std::string, std::string> variables;
    };
    std::map<std::string, Container> never_started;
    std::vector<std::string> removed;

    bool is_describing = true;

    bool remove(const std::string& container, os::Deadline) override {
        removed.push_back(container);
        return true;
    }
    std::vector<std::string> list_never_started(std::chrono::seconds ago, os::Deadline) override {
        std::vector<std::string> ids;
        for (const auto& [id, container] : never_started) {
            if (container.age >= ago) ids.push_back(id);
        }
        return ids;
    }
    std::optional<std::string> variable(const std::string& container, const std::string& name,
                                        os::Deadline) override {
        if (!is_describing) return std::nullopt;
        const auto& variables = never_started.at(container).variables;
        const auto found = variables.find(name);
        return found == variables.end() ? "" : found->second;
    }
};

}  // namespace

TEST_CASE("a container of a run that was created minutes ago and never started is removed") {
    EngineWithContainers engine;
    engine.never_started = {{"abandoned", {10min, {{"TAO_SHIM_RUN", "run7"}}}},
                            {"just made", {10s, {{"TAO_SHIM_RUN", "run8"}}}},
                            {"somebody else's", {10min, {{"TAO", "1"}}}}};
    remove_abandoned_containers(engine, os::system_clock(), os::in(10s));
    CHECK(engine.removed == std::vector<std::string>{"abandoned"});
}

TEST_CASE("a container of which the engine does not say whose it is stays") {
    EngineWithContainers engine;
    engine.never_started = {{"abandoned", {10min, {{"TAO_SHIM_RUN", "run7"}}}}};
    engine.is_describing = false;
    remove_abandoned_containers(engine, os::system_clock(), os::in(10s));
    CHECK(engine.removed.empty());
}

TEST_CASE("what is not done by the deadline is left to the next run") {
    EngineWithContainers engine;
    engine.never_started = {{"abandoned", {10min, {{"TAO_SHIM_RUN", "run7"}}}}};
    remove_abandoned_containers(engine, os::system_clock(), os::in(-1s));
    CHECK(engine.removed.empty());
}
