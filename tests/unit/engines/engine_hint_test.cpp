#include "engines/engine_hint.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;

namespace {

std::string hint(const tests::MemoryFileSystem& files, std::vector<std::string> entries = {}) {
    return engines::engine_hint(os::Environment(std::move(entries)), files);
}

tests::MemoryFileSystem with_engine(mode_t mode = 0666) {
    tests::MemoryFileSystem files;
    files.add_file("/var/run/docker.sock", "", mode);
    return files;
}

constexpr char nowhere[] =
    "note: there is no Docker Engine at /var/run/docker.sock, where the launcher looks whatever DOCKER_HOST "
    "and the "
    "docker context say\n";

}  // namespace

TEST_CASE("nothing is said about an engine that is there") {
    CHECK(hint(with_engine()).empty());
    CHECK(hint(with_engine(), {"DOCKER_HOST=tcp://10.0.0.1:2375"}).empty());
}

TEST_CASE("a rootless engine alone does not serve the launcher, and how it can") {
    tests::MemoryFileSystem files;
    files.add_file("/run/user/1000/docker.sock", "", 0666);
    const std::string expected =
        std::string(nowhere) +
        "to let it find your engine, type: sudo ln -s /run/user/1000/docker.sock /var/run/docker.sock";
    CHECK(hint(files, {"XDG_RUNTIME_DIR=/run/user/1000"}) == expected);
    CHECK(hint(files, {"DOCKER_HOST=unix:///run/user/1000/docker.sock"}) == expected);
}

TEST_CASE("no engine anywhere") {
    CHECK(hint({}) == std::string(nowhere) +
                          "to see whether Docker is installed and runs, type: systemctl status docker");
}

TEST_CASE("an engine that may not be used") {
    CHECK(hint(with_engine(0440)) ==
          "note: you may not use the Docker Engine at /var/run/docker.sock\n"
          "to join the group that may, type: sudo usermod -aG docker $USER\n"
          "then log out and in again");
}

TEST_CASE("a DOCKER_HOST that leads nowhere") {
    CHECK(hint(with_engine(), {"DOCKER_HOST=unix:///x y.sock"}) ==
          "note: there is no Docker Engine at '/x y.sock', which DOCKER_HOST names");
}
