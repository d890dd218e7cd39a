#include "run/source_watch.hpp"

#include <unistd.h>

#include <boost/filesystem.hpp>
#include <fstream>

#include "os/wait.hpp"
#include "run/held_sources.hpp"
#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/given_clock.hpp"
#include "support/swapped_source.hpp"

using namespace tao;
using run::SourceWatch;

namespace {

namespace fs = boost::filesystem;

struct WatchedScene : tests::SwappedSource {
    run::HeldSources held;

    WatchedScene() {
        std::string fault;
        held = run::HeldSources::hold({{.source = data, .real_source = data, .destination = "/data"}}, fault);
        REQUIRE(fault.empty());
    }
    std::string fault() const {
        return "what the container has at '/data' is not '" + data +
               "' as it was when the run was allowed: somebody has put something else in its place meanwhile";
    }
};

bool is_woken(const SourceWatch& watch) {
    return os::wait_readable({watch.descriptor()}, os::SteadyClock::now());
}

// An engine with one container in that state.
tests::AnsweringEngine engine_with(const std::string& state) {
    tests::AnsweringEngine engine;
    if (!state.empty())
        engine.answers["/containers/tao-run7/json"] = R"({"State":{"Status":")" + state + R"(","Pid":0}})";
    return engine;
}

}  // namespace

TEST_CASE("sources that stay where they are wake nobody, and are no finding") {
    const WatchedScene scene;
    SourceWatch watch(scene.held.list());
    fs::create_directory(scene.temporary.path() + "/p/other");
    CHECK(watch.moved().empty());
    CHECK_FALSE(is_woken(watch));
    CHECK(watch.fault_of(0).empty());
}

TEST_CASE("a source that is replaced is found when it happens") {
    const WatchedScene scene;
    SourceWatch watch(scene.held.list());
    scene.swap();
    CHECK(is_woken(watch));
    CHECK(watch.moved() == scene.fault());
    CHECK(watch.fault_of(0) == scene.fault());
}

TEST_CASE("a source that was replaced before it was watched is found at the first look") {
    const WatchedScene scene;
    scene.swap();
    SourceWatch watch(scene.held.list());
    CHECK(watch.moved() == scene.fault());
}

TEST_CASE("a directory on the way that is replaced is found as well") {
    const WatchedScene scene;
    SourceWatch watch(scene.held.list());
    fs::rename(scene.temporary.path() + "/p", scene.temporary.path() + "/q");
    CHECK(is_woken(watch));
    CHECK(watch.moved() == scene.fault());
}

TEST_CASE("a source that is there again counts as replaced where the container's mounts cannot be seen") {
    const WatchedScene scene;
    SourceWatch watch(scene.held.list());
    scene.swap();
    scene.swap_back();
    CHECK(watch.moved().empty());
    CHECK(watch.fault_of(0) == scene.fault());
}

TEST_CASE("once the container was compared, what becomes of the names is its task's own affair") {
    const WatchedScene scene;
    SourceWatch watch(scene.held.list());
    CHECK(watch.fault_of(0).empty());
    scene.swap();
    CHECK_FALSE(watch.looks());
    CHECK(watch.descriptor() == -1);
    CHECK(watch.moved().empty());
    CHECK(watch.fault_of(0).empty());
}

TEST_CASE("nothing is watched without a list") {
    SourceWatch watch({});
    CHECK_FALSE(watch.looks());
    CHECK(watch.descriptor() == -1);
    CHECK(watch.moved().empty());
    CHECK(watch.fault_of(1).empty());
}

TEST_CASE("the container's first process is known once the engine has written it down") {
    const WatchedScene scene;
    const std::string file = scene.temporary.path() + "/process";
    SourceWatch watch(scene.held.list(), file);
    CHECK(watch.process_in_file() == 0);
    std::ofstream(file + ".new") << "4711";
    fs::rename(file + ".new", file);
    CHECK(is_woken(watch));
    CHECK(watch.moved().empty());
    CHECK(watch.process_in_file() == 4711);
}

TEST_CASE("a replaced source ends a container that is still to come, or cannot be compared") {
    tests::GivenClock clock;
    for (const std::string state : {"", "created", "exited"}) {
        INFO(state);
        const WatchedScene scene;
        auto engine = engine_with(state);
        run::SourceCheck check(SourceWatch(scene.held.list()), engine, clock, "tao-run7");
        CHECK(check.look({}).empty());
        scene.swap();
        CHECK(check.look({}) == scene.fault());
    }
}

TEST_CASE("a run is not ended for its sources where the engine does not answer") {
    struct Silent final : tests::AnsweringEngine {
        engines::EngineAnswer ask(const std::string&, os::Deadline) override { return {}; }
    } silent;
    tests::GivenClock clock;
    const WatchedScene scene;
    run::SourceCheck check(SourceWatch(scene.held.list()), silent, clock, "tao-run7");
    scene.swap();
    CHECK(check.look({}).empty());
    CHECK(check.descriptor() == -1);
}

TEST_CASE("sources that are compared when the container has started are looked at no more") {
    tests::GivenClock clock;
    const WatchedScene scene;
    auto engine = engine_with("running");
    run::SourceCheck check(SourceWatch(scene.held.list()), engine, clock, "tao-run7");
    CHECK(check.compare().empty());
    CHECK(check.descriptor() == -1);
    scene.swap();
    CHECK(check.look({}).empty());
    CHECK(check.compare().empty());
}
