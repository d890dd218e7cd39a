#include "paths/mount_table.hpp"

#include "paths/judge.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::paths;

namespace {

MountTable two_mounts() {
    return MountTable(
        {{.source = "/home/u/proj", .real_source = "/disk1/proj", .destination = "/workspace/exp"},
         {.source = "/home/u/proj/data", .real_source = "/disk2/kitti", .destination = "/data"}});
}

tao::tests::MemoryFileSystem two_disks() {
    tao::tests::MemoryFileSystem files;
    files.add_link("/home/u/proj", "/disk1/proj").add_link("/mnt/link", "/disk2/kitti");
    files.add_link("/disk1/proj/data", "/disk2/kitti").add_directory("/disk2/kitti");
    return files;
}

std::optional<std::string> path_in_container(const MountTable& table, const std::string& path,
                                             const tao::tests::MemoryFileSystem& files = two_disks()) {
    return Judge(table, files, {}).name_in_container(path);
}

}  // namespace

TEST_CASE("the longest source decides, by whole components") {
    const MountTable table = two_mounts();
    CHECK(path_in_container(table, "/home/u/proj/specs/a.txt") == "/workspace/exp/specs/a.txt");
    CHECK(path_in_container(table, "/home/u/proj/data/a.png") == "/data/a.png");
    CHECK(path_in_container(table, "/home/u/proj") == "/workspace/exp");
    CHECK(path_in_container(table, "/home/u/proj/data2/a.png") == "/workspace/exp/data2/a.png");
    CHECK_FALSE(path_in_container(table, "/home/u/project"));
    CHECK_FALSE(path_in_container(table, "/home/u"));
    CHECK_FALSE(path_in_container(table, "relative"));
    CHECK_FALSE(path_in_container(table, ""));
}

TEST_CASE("only the prefix is replaced: the rest keeps its slashes, dots and bytes") {
    const MountTable table = two_mounts();
    CHECK(path_in_container(table, "/home/u/proj//x/./y/") == "/workspace/exp//x/./y/");
    CHECK(path_in_container(table, "/home//u/./proj/x") == "/workspace/exp/x");
    CHECK(path_in_container(table, "/home/u/proj/") == "/workspace/exp/");
    CHECK(path_in_container(table, "/home/u/proj/a b\n\xff") == "/workspace/exp/a b\n\xff");
    CHECK(path_in_container(table, "/home/u/proj/x/../y") == "/workspace/exp/x/../y");
}

TEST_CASE("a path that leaves the mount by a parent step is not under it") {
    const MountTable table = two_mounts();
    CHECK_FALSE(path_in_container(table, "/home/u/proj/../other"));
    CHECK_FALSE(path_in_container(table, "/home/u/proj/data/../specs/a"));  // up from where the link leads
    const MountTable one({{.source = "/home/u/proj", .real_source = {}, .destination = "/workspace/exp"}});
    CHECK(path_in_container(one, "/home/u/proj/data/../specs/a", {}) == "/workspace/exp/data/../specs/a");
    CHECK(table.by_destination("/data/../etc/passwd") == nullptr);
    CHECK_FALSE(table.to_host("/data/../etc/passwd"));
}

TEST_CASE("a real path is tried when the path as written is under no source") {
    const MountTable table = two_mounts();
    CHECK(path_in_container(table, "/mnt/link/a.png") == "/data/a.png");
    CHECK(path_in_container(table, "/disk2/kitti/a.png") == "/data/a.png");
    auto files = two_disks();
    files.add_link("/mnt/link", "/disk3");
    CHECK_FALSE(path_in_container(table, "/mnt/link/a.png", files));
    CHECK(table.by_real_source("/disk2/kitti/a").front()->destination == "/data");
}

TEST_CASE("a name under a source that leads to another file is not its name") {
    const MountTable table = two_mounts();
    auto files = two_disks();
    files.add_link("/disk1/proj/a", "/disk2/kitti/b");
    CHECK(path_in_container(table, "/home/u/proj/a", files) == "/data/b");
}

TEST_CASE("a container path leads back to the source as written") {
    const MountTable table = two_mounts();
    CHECK(table.to_host("/data//a.png") == "/home/u/proj/data//a.png");
    CHECK(table.to_host("/workspace/exp") == "/home/u/proj");
    CHECK_FALSE(table.to_host("/workspace/exp2"));
    CHECK_FALSE(table.to_host("/workspace"));
}

TEST_CASE("what another mount hides in the container is not covered") {
    const MountTable table({{.source = "/proj", .real_source = {}, .destination = "/ws"},
                            {.source = "/nb/specs", .real_source = {}, .destination = "/ws/specs"}});
    CHECK(path_in_container(table, "/nb/specs/a") == "/ws/specs/a");
    CHECK(table.to_host("/ws/specs/a") == "/nb/specs/a");
    CHECK_FALSE(path_in_container(table, "/proj/specs/a"));
    CHECK(path_in_container(table, "/proj/specs2/a") == "/ws/specs2/a");
}

TEST_CASE("what one mount hides may be seen through a mount further up") {
    const MountTable table({{.source = "/a", .real_source = {}, .destination = "/whole"},
                            {.source = "/a/b", .real_source = {}, .destination = "/part"},
                            {.source = "/c", .real_source = {}, .destination = "/part/x"}});
    CHECK(path_in_container(table, "/a/b/x/f") == "/whole/b/x/f");
    CHECK(path_in_container(table, "/a/b/y/f") == "/part/y/f");
}

TEST_CASE("the root can be a source") {
    const MountTable table({{.source = "/", .real_source = "/", .destination = "/host"}});
    CHECK(path_in_container(table, "/") == "/host/");
    CHECK(path_in_container(table, "/etc/x") == "/host/etc/x");
    CHECK(table.to_host("/host/etc/x") == "/etc/x");
    CHECK(table.to_host("/host") == "/");
}

TEST_CASE("of two mounts of one source the last counts, as in the launcher") {
    const MountTable table({{.source = "/r", .real_source = {}, .destination = "/results"},
                            {.source = "/r", .real_source = {}, .destination = "/results_inst"}});
    CHECK(path_in_container(table, "/r/x") == "/results_inst/x");
    CHECK(table.to_host("/results/x") == "/r/x");
}

TEST_CASE("of two mounts of one source the one that can be written to counts") {
    const MountTable table({{.source = "/a", .real_source = "/a", .destination = "/one"},
                            {.source = "/a", .real_source = "/a", .destination = "/two", .read_only = true}});
    CHECK(path_in_container(table, "/a/x") == "/one/x");
    CHECK(table.to_host("/two/x") == "/a/x");
}

TEST_CASE("an empty table covers nothing") {
    const MountTable table;
    CHECK(table.by_destination("/data") == nullptr);
    CHECK_FALSE(path_in_container(table, "/data"));
    CHECK_FALSE(table.to_host("/"));
}

TEST_CASE("a copy of a table is a table of its own") {
    MountTable copy;
    {
        const MountTable table = two_mounts();
        copy = table;
    }
    CHECK(path_in_container(copy, "/home/u/proj/x") == "/workspace/exp/x");
}
