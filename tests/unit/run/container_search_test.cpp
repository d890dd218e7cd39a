#include "run/container_search.hpp"

#include <map>

#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/given_clock.hpp"

using namespace tao;
using run::ContainerSearch;

namespace {

// An engine with containers that carry the marks of runs; of those without one it does not answer.
class MarkedContainers final : public tests::AnsweringEngine {
  public:
    std::map<std::string, std::string> runs;
    std::vector<std::string> containers;
    std::map<std::string, int> asked;
    bool lists = true;

    std::optional<std::vector<std::string>> list(os::Deadline /*deadline*/) override {
        if (!lists) return std::nullopt;
        return containers;
    }
    std::optional<std::string> variable(const std::string& id, const std::string& /*name*/,
                                        os::Deadline /*deadline*/) override {
        ++asked[id];
        const auto found = runs.find(id);
        if (found == runs.end()) return std::nullopt;
        return found->second;
    }
};

struct SearchScene {
    MarkedContainers engine;
    tests::GivenClock clock;
    ContainerSearch search{engine, clock, "ours"};
};

}  // namespace

TEST_CASE("the container of the run is found by its mark among those that came to be") {
    SearchScene scene;
    scene.engine.runs = {{"a", "another"}, {"b", "ours"}, {"c", ""}};
    for (const char* id : {"a", "b", "c"})
        scene.search.add(id);
    CHECK(scene.search.among_created() == "b");
    CHECK_FALSE(scene.search.is_unanswered());
}

TEST_CASE("a container that has gone again is not asked about") {
    SearchScene scene;
    scene.search.add("a");
    scene.search.remove("a");
    CHECK(scene.search.among_created().empty());
    CHECK(scene.engine.asked.empty());
}

TEST_CASE("the engine is asked about a container until it has said whose it is, and not again") {
    SearchScene scene;
    scene.search.add("a");
    CHECK(scene.search.among_created().empty());
    CHECK(scene.search.is_unanswered());
    scene.engine.runs = {{"a", "another"}};
    CHECK(scene.search.among_created().empty());
    CHECK_FALSE(scene.search.is_unanswered());
    CHECK(scene.search.among_created().empty());
    CHECK(scene.engine.asked["a"] == 2);
}

TEST_CASE("among all containers there are those from before the watch") {
    SearchScene scene;
    scene.engine.containers = {"a", "b"};
    scene.engine.runs = {{"a", "another"}, {"b", "ours"}};
    CHECK(scene.search.among_all() == "b");
    CHECK(scene.search.has_list());
}

TEST_CASE("an engine that does not list its containers has not said that there is none") {
    SearchScene scene;
    scene.engine.lists = false;
    CHECK(scene.search.among_all().empty());
    CHECK_FALSE(scene.search.has_list());
}

TEST_CASE("thousands of containers that come to be are not kept, and that is known") {
    SearchScene scene;
    for (int number = 0; number < 3600; ++number)
        scene.search.add(std::to_string(number));
    CHECK(scene.search.has_missed_events());
    scene.search.among_created();
    CHECK(scene.engine.asked.size() <= 1000);
}
