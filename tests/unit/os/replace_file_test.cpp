#include "os/replace_file.hpp"

#include <unistd.h>

#include "os/file_system.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

TEST_CASE("the content of a file is replaced, its mode, its owner and a link to it stay") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string& directory = temporary.path();
    const tao::os::HostFileSystem files;
    REQUIRE_FALSE(tao::os::write_atomically(directory + "/a", "old", 0640));
    REQUIRE(::symlink("a", (directory + "/link").c_str()) == 0);
    const bool is_root = ::geteuid() == 0;
    if (is_root) REQUIRE(::chown((directory + "/a").c_str(), 12345, 23456) == 0);

    CHECK_FALSE(tao::os::replace_content(directory + "/link", "new"));

    tao::os::ReadFailure failure;
    CHECK(files.read(directory + "/a", 100, failure) == "new");
    CHECK(files.status(directory + "/a")->mode == 0640);
    CHECK(files.link_status(directory + "/link")->type == tao::os::FileType::link);
    if (is_root) {
        CHECK(files.status(directory + "/a")->owner == 12345);
        CHECK(files.status(directory + "/a")->group == 23456);
    }
    CHECK(files.list(directory) == std::vector<std::string>{"a", "link"});
}

TEST_CASE("a file written in one step is new: the mode asked for, and a link gives way to it") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string& directory = temporary.path();
    const tao::os::HostFileSystem files;
    REQUIRE_FALSE(tao::os::write_atomically(directory + "/a", "old", 0640));
    REQUIRE(::symlink("a", (directory + "/link").c_str()) == 0);

    CHECK_FALSE(tao::os::write_atomically(directory + "/link", "new", 0604));

    tao::os::ReadFailure failure;
    CHECK(files.read(directory + "/a", 100, failure) == "old");
    CHECK(files.read(directory + "/link", 100, failure) == "new");
    CHECK(files.link_status(directory + "/link")->type == tao::os::FileType::regular);
    CHECK(files.status(directory + "/link")->mode == 0604);
    CHECK(files.list(directory) == std::vector<std::string>{"a", "link"});
}

TEST_CASE("a new file is made where nothing is, and takes nobody's place") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string& directory = temporary.path();
    const tao::os::HostFileSystem files;
    REQUIRE(::symlink("nowhere", (directory + "/link").c_str()) == 0);

    CHECK_FALSE(tao::os::write_new(directory + "/a", "first", 0604));
    CHECK(tao::os::write_new(directory + "/a", "second", 0644) == std::errc::file_exists);
    CHECK(tao::os::write_new(directory + "/link", "second", 0644) == std::errc::file_exists);
    CHECK(tao::os::write_new(directory + "/no/a", "x", 0644) == std::errc::no_such_file_or_directory);

    tao::os::ReadFailure failure;
    CHECK(files.read(directory + "/a", 100, failure) == "first");
    CHECK(files.status(directory + "/a")->mode == 0604);
    CHECK(files.list(directory) == std::vector<std::string>{"a", "link"});
}

TEST_CASE("a file that is not there is not made") {
    CHECK(tao::os::replace_content("/tmp/tao-shim-no/such", "x") == std::errc::no_such_file_or_directory);
}
