#include "project/user.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using tao::os::Environment;
using tao::project::user_of;
using tao::tests::MemoryFileSystem;

namespace {

MemoryFileSystem with_passwd() {
    MemoryFileSystem files;
    files.add_file("/etc/passwd",
                   "root:x:0:0:root:/root:/bin/sh\nbroken:x:1000\nann:x:1000:1000:Ann,,,:/home/ann:/bin/sh",
                   0644, 0);
    return files;
}

}  // namespace

TEST_CASE("the environment names the user and the home") {
    const auto user = user_of(Environment({"USER=bob", "HOME=/h/bob/"}), 1000, 1001, with_passwd());
    CHECK(user.name == "bob");
    CHECK(user.home == "/h/bob");
    CHECK(user.uid == 1000);
    CHECK(user.gid == 1001);
}

TEST_CASE("LOGNAME serves when USER is missing") {
    CHECK(user_of(Environment({"LOGNAME=bob"}), 1000, 1000, with_passwd()).name == "bob");
}

TEST_CASE("/etc/passwd tells what the environment does not") {
    const auto user = user_of(Environment({"HOME=relative"}), 1000, 1000, with_passwd());
    CHECK(user.name == "ann");
    CHECK(user.home == "/home/ann");
}

TEST_CASE("a user that nobody knows has no name and no home") {
    const auto user = user_of(Environment(), 4711, 4711, with_passwd());
    CHECK(user.name.empty());
    CHECK(user.home.empty());
    CHECK(user_of(Environment(), 4711, 4711, MemoryFileSystem()).home.empty());
}
