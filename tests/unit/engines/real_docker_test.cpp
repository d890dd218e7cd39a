#include "engines/real_docker.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;

namespace {

const os::FileIdentity nobody;

}  // namespace

TEST_CASE("the real docker is the first on PATH that is not the stand-in") {
    tests::MemoryFileSystem files;
    files.add_file("/front/docker", "", 0755)
        .add_file("/usr/bin/docker", "", 0755)
        .add_file("/opt/docker", "", 0755);
    files.add_link("/home/user/bin/docker", "/front/docker");
    const os::FileIdentity self = files.status("/front/docker")->identity;
    const auto found = [&](const std::string& path) {
        return engines::find_real_docker(os::Environment({"PATH=" + path}), self, files);
    };
    CHECK(found("/front:/usr/bin:/opt") == "/usr/bin/docker");
    CHECK(found("/front:/home/user/bin:/opt:/usr/bin") == "/opt/docker");
    CHECK(found("/front").empty());
    CHECK(found("").empty());
}

TEST_CASE("what a shell would not run is not the real docker") {
    tests::MemoryFileSystem files;
    files.add_directory("/a/docker").add_file("/b/docker", "", 0644).add_file("/c/docker", "", 0755);
    CHECK(engines::find_real_docker(os::Environment({"PATH=/missing:/a:/b:/c"}), nobody, files) ==
          "/c/docker");
    CHECK(engines::find_real_docker(os::Environment(), nobody, files).empty());
}

TEST_CASE("without a PATH programs are looked for where the system does") {
    tests::MemoryFileSystem files;
    files.add_file("/usr/bin/podman", "", 0755).add_file("/usr/bin/docker", "", 0755);
    CHECK(engines::find_program("podman", os::Environment(), files) == "/usr/bin/podman");
    CHECK(engines::find_real_docker(os::Environment(), nobody, files) == "/usr/bin/docker");
}
