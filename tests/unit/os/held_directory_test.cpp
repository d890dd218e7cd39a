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

const tao::os::Machine here = {.boot = "01234567-89ab-cdef-0123-456789abcdef", .host = "node7"};
const std::string earlier_start = "@11111111-89ab-cdef-0123-456789abcdef@node7";
const std::string other_machine = "@" + here.boot + "@node8";

std::string name(const std::string& id) {
    return "/" + tao::os::name_on_machine(id, here);
}

void make_old(const std::string& path, std::time_t by = 3600) {
    const std::time_t long_ago = std::time(nullptr) - by;
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
    const auto held = HeldDirectory::make(scratch.path + name("held"), error);
    REQUIRE(held);
    for (const std::string& each : {name("left"), name("new"), std::string("/target")})
        REQUIRE_FALSE(tao::os::make_directory(scratch.path + each, 0700));
    REQUIRE_FALSE(tao::os::write_atomically(scratch.path + name("left") + "/a", "x", 0644));
    REQUIRE(::symlink("target", (scratch.path + name("link")).c_str()) == 0);
    make_old(scratch.path + name("held"));
    make_old(scratch.path + name("left"));

    tao::os::remove_abandoned_directories(scratch.path, here);

    CHECK(scratch.files.list(scratch.path) == std::vector<std::string>{name("held").substr(1),
                                                                       name("link").substr(1),
                                                                       name("new").substr(1), "target"});
}

TEST_CASE("what another machine holds on the same disk is left to it") {
    const Scratch scratch;
    for (const std::string& each :
         {"/7" + other_machine, "/8" + earlier_start, "/9" + earlier_start, std::string("/plain")})
        REQUIRE_FALSE(tao::os::make_directory(scratch.path + each, 0700));
    make_old(scratch.path + "/7" + other_machine, 400L * 24 * 3600);
    make_old(scratch.path + "/8" + earlier_start, 25L * 3600);
    make_old(scratch.path + "/9" + earlier_start, 23L * 3600);
    make_old(scratch.path + "/plain", 400L * 24 * 3600);

    tao::os::remove_abandoned_directories(scratch.path, here);
    CHECK(scratch.files.list(scratch.path) ==
          std::vector<std::string>{"7" + other_machine, "9" + earlier_start, "plain"});

    tao::os::remove_abandoned_directories(scratch.path, tao::os::Machine());  // one that does not know itself
    CHECK(scratch.files.list(scratch.path).size() == 3);
}

TEST_CASE("a directory that a process holds is not removed, one that nobody holds is, and is shown before") {
    const Scratch scratch;
    const std::string path = scratch.path + "/1";
    std::vector<std::string> shown;
    const auto show = [&](const std::string& name) { shown.push_back(name); };
    {
        std::error_code error;
        const auto held = HeldDirectory::make(path, error);
        tao::os::remove_unheld_directory(path, show);
        CHECK(scratch.files.exists(path));
        CHECK(shown.empty());
    }
    REQUIRE(!tao::os::make_directory(path, 0700));
    tao::os::remove_unheld_directory(path, show);
    CHECK_FALSE(scratch.files.exists(path));
    CHECK(shown == std::vector<std::string>{path});
}
