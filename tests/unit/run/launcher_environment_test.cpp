#include "run/launcher_environment.hpp"

#include "support/catch.hpp"

using namespace tao;

namespace {

using Entries = std::vector<std::string>;
const run::LauncherFiles files = {.mounts_file = "/proc/self/fd/7",
                                  .report = "/proc/12/fd/5",
                                  .held_sources = "/proc/12/fd/6",
                                  .front_directory = "/opt/front"};

}  // namespace

TEST_CASE("the launcher finds the stand-in first, its mounts file, the report and the list") {
    const os::Environment result =
        run::launcher_environment(os::Environment({"A=1", "PATH=/usr/bin:/bin", "B=2"}), files);
    CHECK(result.entries() == Entries{"A=1", "PATH=/opt/front:/usr/bin:/bin", "B=2",
                                      "LAUNCHER_MOUNTS=/proc/self/fd/7", "TAO_SHIM_REPORT=/proc/12/fd/5",
                                      "TAO_SHIM_MOUNTS=/proc/12/fd/6"});
}

TEST_CASE("without PATH the launcher gets what the shells search") {
    const os::Environment result = run::launcher_environment(os::Environment(), files);
    CHECK(result.get("PATH") == "/opt/front:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
}

TEST_CASE("what would lead the launcher around the stand-in is taken away") {
    const os::Environment result = run::launcher_environment(
        os::Environment({"CI_PROJECT_DIR=/builds/x", "BASH_ENV=/etc/x", "ENV=x",
                         "BASH_FUNC_docker%%=() { :; }", "BASH_FUNC_docker()=() { :; }",
                         "BASH_FUNC_other%%=() { :; }", "CI=true", "PATH=/bin"}),
        files);
    CHECK(result.entries() == Entries{"BASH_FUNC_other%%=() { :; }", "CI=true", "PATH=/opt/front:/bin",
                                      "LAUNCHER_MOUNTS=/proc/self/fd/7", "TAO_SHIM_REPORT=/proc/12/fd/5",
                                      "TAO_SHIM_MOUNTS=/proc/12/fd/6"});
}

TEST_CASE("the real docker sees nothing of us") {
    const os::Environment before({"A=1", "PATH=/usr/bin:/bin", "DOCKER_HOST=tcp://x"});
    CHECK(run::docker_environment(run::launcher_environment(before, files), "/opt/front").entries() ==
          before.entries());
}

TEST_CASE("a PATH that does not start with the stand-in's directory is left alone") {
    const os::Environment before({"PATH=/opt/front-office:/opt/front"});
    CHECK(run::docker_environment(before, "/opt/front").entries() == before.entries());
}
