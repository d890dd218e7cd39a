#include "os/unlinked_path.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include "os/file_system.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao::os;

namespace {

// The inode of what a descriptor holds.
ino_t inode_of(const Descriptor& held) {
    struct stat found {};
    return ::fstat(held.get(), &found) == 0 ? found.st_ino : 0;
}

ino_t inode_of(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

}  // namespace

TEST_CASE("what is held stays the same whatever becomes of its name") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string directory = temporary.path() + "/a";
    boost::filesystem::create_directories(directory + "/b");
    const ino_t before = inode_of(directory + "/b");
    std::error_code error;
    const Descriptor held = hold_real_path(directory + "/b", error);
    REQUIRE_FALSE(error);
    boost::filesystem::rename(directory + "/b", directory + "/c");
    boost::filesystem::create_directories(directory + "/b");
    CHECK(inode_of(held) == before);
    CHECK(inode_of(hold_real_path(directory + "/b", error)) != before);
}

TEST_CASE("a link at any step of the way is refused, for holding and for making") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string outside = temporary.path() + "/outside";
    boost::filesystem::create_directories(outside);
    boost::filesystem::create_directories(temporary.path() + "/p");
    REQUIRE(::symlink(outside.c_str(), (temporary.path() + "/p/link").c_str()) == 0);
    REQUIRE(::symlink("nowhere", (temporary.path() + "/p/dangling").c_str()) == 0);
    for (const std::string path : {"/p/link", "/p/link/x", "/p/link/x/y", "/p/dangling", "/p/dangling/x"}) {
        INFO(path);
        std::error_code error;
        CHECK_FALSE(hold_real_path(temporary.path() + path, error));
        CHECK(error == std::errc::too_many_symbolic_link_levels);
        CHECK_FALSE(make_real_directories(temporary.path() + path, error));
        CHECK(error == std::errc::too_many_symbolic_link_levels);
    }
    CHECK(boost::filesystem::is_empty(outside));
    CHECK_FALSE(boost::filesystem::exists(temporary.path() + "/p/nowhere"));
}

TEST_CASE("directories are made with their parents, once") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string path = temporary.path() + "/a/b/c";
    std::error_code error;
    const ino_t made = inode_of(make_real_directories(path, error));
    CHECK_FALSE(error);
    CHECK(made == inode_of(path));
    CHECK(inode_of(make_real_directories(path + "/", error)) == made);
    CHECK_FALSE(error);
}

TEST_CASE(
    "directories are made with the mode asked for, the parents too, and one that is there keeps its own") {
    const tao::tests::TemporaryDirectory temporary;
    std::error_code error;
    REQUIRE(make_real_directories(temporary.path() + "/open", error, 0755));
    REQUIRE(make_real_directories(temporary.path() + "/open/a/b", error, 0700));
    const tao::os::HostFileSystem files;
    CHECK(files.status(temporary.path() + "/open")->mode == 0755);
    CHECK(files.status(temporary.path() + "/open/a")->mode == 0700);
    CHECK(files.status(temporary.path() + "/open/a/b")->mode == 0700);
}

TEST_CASE("a file is held, and is in the way of a directory") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string file = temporary.path() + "/file";
    REQUIRE_FALSE(write_all(Descriptor(::creat(file.c_str(), 0600)).get(), "x"));
    std::error_code error;
    CHECK(inode_of(hold_real_path(file, error)) == inode_of(file));
    CHECK_FALSE(make_real_directories(file, error));
    CHECK(error == std::errc::not_a_directory);
    CHECK_FALSE(make_real_directories(file + "/x", error));
    CHECK(error == std::errc::not_a_directory);
    CHECK_FALSE(hold_real_path(temporary.path() + "/none", error));
    CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("the root is held") {
    std::error_code error;
    CHECK(inode_of(hold_real_path("/", error)) == inode_of("/"));
}
