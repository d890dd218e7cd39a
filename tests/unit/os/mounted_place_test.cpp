#include "os/mounted_place.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/filesystem.hpp>

#include "os/descriptor.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao::os;

TEST_CASE("the root of this process is mounted, and a plain directory is not") {
    CHECK(mounted_at(::getpid(), "/"));
    const tao::tests::TemporaryDirectory temporary;
    CHECK_FALSE(mounted_at(::getpid(), temporary.path()));
    CHECK_FALSE(mounted_at(::getpid(), ""));
    CHECK_FALSE(mounted_at(-1, "/"));
}

TEST_CASE("the place of what a descriptor holds follows its file, not its name") {
    const tao::tests::TemporaryDirectory temporary;
    const std::string path = temporary.path() + "/a b\\c";
    boost::filesystem::create_directories(path);
    const Descriptor held(::open(path.c_str(), O_PATH | O_CLOEXEC));
    const auto before = place_of_descriptor(::getpid(), held.get());
    REQUIRE(before);
    CHECK(before->path.ends_with("/a b\\c"));
    boost::filesystem::rename(path, temporary.path() + "/moved");
    boost::filesystem::create_directories(path);
    const Descriptor other(::open(path.c_str(), O_PATH | O_CLOEXEC));
    const auto after = place_of_descriptor(::getpid(), held.get());
    CHECK(after->path.ends_with("/moved"));
    CHECK(*place_of_descriptor(::getpid(), other.get()) == *before);
    CHECK_FALSE(*after == *before);
}

TEST_CASE("the root of a file system has a place, a closed descriptor has none") {
    const Descriptor root(::open("/", O_PATH | O_CLOEXEC));
    const auto place = place_of_descriptor(::getpid(), root.get());
    REQUIRE(place);
    CHECK(*place == *mounted_at(::getpid(), "/"));
    CHECK_FALSE(place_of_descriptor(::getpid(), 9999));
}
