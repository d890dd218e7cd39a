#include "project/trust_store.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "support/temporary_directory.hpp"

using namespace tao::project;
using tao::os::Environment;
using tao::os::HostFileSystem;
using tao::tests::MemoryFileSystem;
using tao::tests::TemporaryDirectory;

namespace {

constexpr uid_t trusting = 1000;
const std::vector<Widening> data_mount{{.key = "mounts[].source", .value = "/data é", .where = {}}};

// A store in which somebody has put that record.
std::vector<Widening> granted_by(MemoryFileSystem& files, const std::string& content, mode_t mode,
                                 uid_t owner) {
    files.add_file("/s/home/u/p.yaml/trusted.json", content, mode, owner);
    return TrustStore("/s", trusting, files).granted("/home/u/p.yaml");
}

constexpr const char* record =
    R"({"project": "/home/u/p.yaml", "granted": [{"key": "docker.network", "value": "host"}]})";

}  // namespace

TEST_CASE("what was granted is found again, for this project file only") {
    const TemporaryDirectory directory;
    const HostFileSystem files;
    const TrustStore store(directory.path() + "/trust", ::getuid(), files);
    REQUIRE_FALSE(store.grant("/home/u/cars/tao-project.yaml", data_mount));

    const auto granted = store.granted("/home/u/cars/tao-project.yaml");
    REQUIRE(granted.size() == 1);
    CHECK(granted[0].same_as(data_mount[0]));
    CHECK(store.granted("/home/u/cars2/tao-project.yaml").empty());
}

TEST_CASE("granting replaces what was granted before") {
    const TemporaryDirectory directory;
    const HostFileSystem files;
    const TrustStore store(directory.path(), ::getuid(), files);
    REQUIRE_FALSE(store.grant("/p/tao-project.yaml", data_mount));
    REQUIRE_FALSE(
        store.grant("/p/tao-project.yaml", {{.key = "docker.network", .value = "host", .where = {}}}));

    const auto granted = store.granted("/p/tao-project.yaml");
    REQUIRE(granted.size() == 1);
    CHECK(granted[0].value == "host");
}

TEST_CASE("only the user can read what was granted and get there, whatever the umask") {
    const TemporaryDirectory directory;
    const HostFileSystem files;
    const mode_t before = ::umask(0);
    REQUIRE_FALSE(TrustStore(directory.path() + "/trust", ::getuid(), files).grant("/p.yaml", data_mount));
    ::umask(before);
    CHECK(files.status(directory.path() + "/trust/p.yaml/trusted.json")->mode == 0600);
    CHECK(files.status(directory.path() + "/trust/p.yaml")->mode == 0700);
    CHECK(files.status(directory.path() + "/trust")->mode == 0700);
}

TEST_CASE("what is taken back is gone, also from the list, and a second time is no error") {
    const TemporaryDirectory directory;
    const HostFileSystem files;
    const TrustStore store(directory.path(), ::getuid(), files);
    REQUIRE_FALSE(store.grant("/b/p.yaml", data_mount));
    REQUIRE_FALSE(store.grant("/a/b c/p.yaml", data_mount));
    REQUIRE(store.all().size() == 2);
    CHECK(store.all()[0].project_file == "/a/b c/p.yaml");

    CHECK_FALSE(store.forget("/a/b c/p.yaml"));
    CHECK_FALSE(store.forget("/a/b c/p.yaml"));
    REQUIRE(store.all().size() == 1);
    CHECK(store.all()[0].project_file == "/b/p.yaml");
}

TEST_CASE("a record of the user or of root counts") {
    MemoryFileSystem files;
    CHECK(granted_by(files, record, 0600, trusting).size() == 1);
    CHECK(granted_by(files, record, 0644, 0).size() == 1);
}

TEST_CASE("a record that somebody else could have written counts for nothing") {
    MemoryFileSystem files;
    CHECK(granted_by(files, record, 0600, 1001).empty());
    CHECK(granted_by(files, record, 0620, trusting).empty());
    CHECK(granted_by(files, record, 0602, trusting).empty());
}

TEST_CASE("a record of another project counts for nothing") {
    MemoryFileSystem files;
    CHECK(granted_by(files, R"({"project": "/home/u/q.yaml", "granted": [{"key": "a", "value": "b"}]})", 0600,
                     trusting)
              .empty());
}

TEST_CASE("a damaged record counts for nothing") {
    MemoryFileSystem files;
    for (const char* damaged : {"", "{", "[]", R"({"project": "/home/u/p.yaml"})",
                                R"({"project": "/home/u/p.yaml", "granted": [1]})",
                                R"({"project": "/home/u/p.yaml", "granted": [{"key": "a", "value": 1}]})"}) {
        CHECK(granted_by(files, damaged, 0600, trusting).empty());
    }
}

TEST_CASE("the store is in XDG_STATE_HOME, else in the home") {
    const User user{.name = "u", .home = "/home/u", .uid = trusting, .gid = trusting};
    CHECK(trust_directory(Environment({"XDG_STATE_HOME=/state"}), user) == "/state/tao-shim/trust");
    CHECK(trust_directory(Environment({"XDG_STATE_HOME=relative"}), user) ==
          "/home/u/.local/state/tao-shim/trust");
    CHECK(trust_directory(Environment(), user) == "/home/u/.local/state/tao-shim/trust");
    CHECK(trust_directory(Environment(), User{}).empty());
}

TEST_CASE("without a place to keep it, granting fails and nothing is trusted") {
    const MemoryFileSystem files;
    const TrustStore store("", trusting, files);
    CHECK(store.grant("/p.yaml", data_mount));
    CHECK(store.granted("/p.yaml").empty());
    CHECK(store.all().empty());
}
