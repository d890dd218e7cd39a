#include "os/held_directory.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include <ctime>

#include "os/file_system.hpp"
#include "os/replace_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using tao::os::HeldDirectory;

namespace {

struct Scratch {
    tao::tests::TemporaryDirectory directory;
    const std::string& path = directory.path();
    tao::os::HostFileSystem files;
};

void make_old(const std::string& path) {
    const std::time_t long_ago = std::time(nullptr) - 3600;
    const utimbuf times{.actime = long_ago, .modtime = long_ago};
    REQUIRE(::utime(path.c_str(), &times) == 0);
}

}  // namespace

TEST_CASE("a held directory can be entered by its owner only and goes with its holder") {
    const Scratch scratch;
    const std::string path = scratch.path + "/runs/1";
    {
        std::error_code error;
        const auto held = HeldDirectory::make(path, error);
        REQUIRE(held);
        CHECK(scratch.files.status(path)->mode == 0700);
        CHECK(scratch.files.status(scratch.path + "/runs")->mode == 0700);
        REQUIRE_FALSE(tao::os::make_directory(path + "/specs", 0755));
        REQUIRE_FALSE(tao::os::write_atomically(path + "/specs/a", "x", 0644));
    }
    CHECK_FALSE(scratch.files.exists(path));
    CHECK(scratch.files.exists(scratch.path + "/runs"));
}

TEST_CASE("a directory to hold must not exist") {
    const Scratch scratch;
    std::error_code error;
    REQUIRE_FALSE(tao::os::make_directory(scratch.path + "/1", 0755));
    CHECK_FALSE(HeldDirectory::make(scratch.path + "/1", error));
    CHECK(error == std::errc::file_exists);
}

TEST_CASE("nothing is held below a directory that others can write to, or a link") {
    const Scratch scratch;
    std::error_code error;
    REQUIRE_FALSE(tao::os::make_directory(scratch.path + "/open", 0777));
    CHECK_FALSE(HeldDirectory::make(scratch.path + "/open/1", error));
    CHECK(error == std::errc::operation_not_permitted);
    REQUIRE(::symlink(scratch.path.c_str(), (scratch.path + "/link").c_str()) == 0);
    CHECK_FALSE(HeldDirectory::make(scratch.path + "/link/1", error));
    CHECK(error == std::errc::operation_not_permitted);
}

TEST_CASE("directories that nobody holds any more are removed, others and new ones are not") {
    const Scratch scratch;
    std::error_code error;
    const auto held = HeldDirectory::make(scratch.path + "/held", error);
    REQUIRE(held);
    for (const char* name : {"/left", "/new", "/target"})
        REQUIRE_FALSE(tao::os::make_directory(scratch.path + name, 0700));
    REQUIRE_FALSE(tao::os::write_atomically(scratch.path + "/left/a", "x", 0644));
    REQUIRE(::symlink("target", (scratch.path + "/link").c_str()) == 0);
    make_old(scratch.path + "/held");
    make_old(scratch.path + "/left");

    tao::os::remove_abandoned_directories(scratch.path);

    CHECK(scratch.files.list(scratch.path) == std::vector<std::string>{"held", "link", "new", "target"});
}
