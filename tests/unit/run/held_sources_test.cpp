#include "run/held_sources.hpp"

#include <unistd.h>

#include <boost/filesystem.hpp>

#include "support/catch.hpp"
#include "support/swapped_source.hpp"

using namespace tao;
using run::HeldSources;

namespace {

namespace fs = boost::filesystem;

struct HeldScene : tests::SwappedSource {
    std::string fault;

    HeldSources hold() {
        return HeldSources::hold({{.source = data, .real_source = data, .destination = "/data"}}, fault);
    }
};

}  // namespace

TEST_CASE("sources that stay what they were are no finding") {
    HeldScene scene;
    const HeldSources held = scene.hold();
    CHECK(scene.fault.empty());
    CHECK(run::replaced_mount(held.list(), 0).empty());
}

TEST_CASE("a source that is replaced by a link, or by another directory, is found") {
    HeldScene scene;
    const HeldSources held = scene.hold();
    scene.swap();
    CHECK(run::replaced_mount(held.list(), 0) ==
          "what the container has at '/data' is not '" + scene.data +
              "' as it was when the run was allowed: somebody has put something else in its place meanwhile");
    scene.swap_back();
    CHECK(run::replaced_mount(held.list(), 0).empty());
    fs::rename(scene.data, scene.data + ".old");
    fs::create_directories(scene.data);
    CHECK_FALSE(run::replaced_mount(held.list(), 0).empty());
}

TEST_CASE("a source that became a link before it was held is a fault") {
    HeldScene scene;
    scene.swap();
    scene.hold();
    CHECK(scene.fault == "the mount source '" + scene.data +
                             "' is not what it was a moment ago: Too many levels of symbolic links");
}

TEST_CASE("a directory on the way that is replaced is a fault as well") {
    HeldScene scene;
    fs::rename(scene.temporary.path() + "/p", scene.temporary.path() + "/q");
    REQUIRE(::symlink("q", (scene.temporary.path() + "/p").c_str()) == 0);
    scene.hold();
    CHECK_FALSE(scene.fault.empty());
}

TEST_CASE("nothing is held of no mounts") {
    std::string fault;
    CHECK(run::replaced_mount(HeldSources::hold({}, fault).list(), 0).empty());
    CHECK(fault.empty());
}
