#include "text/suggest.hpp"

#include "support/catch.hpp"

using tao::text::closest;

namespace {
const std::vector<std::string> keys{"version", "mounts", "envs", "docker", "gpus", "workdir"};
}

TEST_CASE("a letter too few, too many or wrong is recognised") {
    CHECK(closest("mount", keys) == "mounts");
    CHECK(closest("dockers", keys) == "docker");
    CHECK(closest("wordir", keys) == "workdir");
    CHECK(closest("gpos", keys) == "gpus");
}

TEST_CASE("swapped neighbours count as one error") {
    CHECK(closest("ensv", keys) == "envs");
}

TEST_CASE("case counts nothing") {
    CHECK(closest("MOUNTS", keys) == "mounts");
}

TEST_CASE("a beginning counts more than errors, where only one has it") {
    const std::vector<std::string> options{"docker", "docker.user", "docker.shm_size", "docker.shm_size",
                                           "gpus"};
    CHECK(closest("docker.shm", options) == "docker.shm_size");
    CHECK(closest("DOCKER.SH", options) == "docker.shm_size");
    CHECK(closest("docker", options) == "docker");
    CHECK(closest("docker.", {"docker.user", "docker.net"}) != "docker.shm_size");
    CHECK_FALSE(closest("gp", {"gpu_index_of_all"}));
}

TEST_CASE("another word is not suggested") {
    CHECK_FALSE(closest("volumes", keys));
    CHECK_FALSE(closest("x", keys));
    CHECK_FALSE(closest("", keys));
    CHECK_FALSE(closest("envs", {}));
    CHECK_FALSE(closest(std::string(100, 'm'), {std::string(100, 'm')}));
}

TEST_CASE("the nearest wins, and the first of equally near ones") {
    CHECK(closest("specs", {"specz", "specs"}) == "specs");
    CHECK(closest("spec", {"specs", "spect"}) == "specs");
}
