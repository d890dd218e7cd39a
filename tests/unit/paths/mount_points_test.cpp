#include "paths/mount_points.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using tao::paths::missing_mount_points;
using tao::paths::Mount;
using tao::paths::MountTable;

namespace {

Mount mount(const std::string& source, const std::string& destination) {
    return {.source = source, .real_source = source, .destination = destination};
}

}  // namespace

TEST_CASE("a mount inside another one needs a directory there") {
    tao::tests::MemoryFileSystem files;
    files.add_directory("/home/user/cars/specs");
    const MountTable mounts(
        {mount("/home/user/cars", "/workspace"), mount("/home/user/cars/specs", "/workspace/dino/specs")});
    CHECK(missing_mount_points(mounts, files) == std::vector<std::string>{"/home/user/cars/dino/specs"});
    files.add_directory("/home/user/cars/dino/specs");
    CHECK(missing_mount_points(mounts, files).empty());
}

TEST_CASE("the innermost mount is the one that holds the directory") {
    tao::tests::MemoryFileSystem files;
    files.add_directory("/a").add_directory("/b").add_directory("/c");
    const MountTable mounts({mount("/a", "/x"), mount("/b", "/x/y"), mount("/c", "/x/y/z")});
    CHECK(missing_mount_points(mounts, files) == std::vector<std::string>{"/a/y", "/b/z"});
}

TEST_CASE("a mount beside the others needs nothing, and neither does a file") {
    tao::tests::MemoryFileSystem files;
    files.add_directory("/a").add_file("/f");
    const MountTable mounts({mount("/a", "/x"), mount("/a2", "/xy"), mount("/f", "/x/f")});
    CHECK(missing_mount_points(mounts, files).empty());
}
