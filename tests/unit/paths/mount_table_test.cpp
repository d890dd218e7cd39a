#include "paths/mount_table.hpp"

#include "support/catch.hpp"

using namespace tao::paths;

namespace {

MountTable two_mounts() {
    return MountTable(
        {{.source = "/home/u/proj", .real_source = "/disk1/proj", .destination = "/workspace/exp"},
         {.source = "/home/u/proj/data", .real_source = "/disk2/kitti", .destination = "/data"}});
}

}  // namespace

TEST_CASE("the longest source decides, by whole components") {
    const MountTable table = two_mounts();
    CHECK(table.to_container("/home/u/proj/specs/a.txt") == "/workspace/exp/specs/a.txt");
    CHECK(table.to_container("/home/u/proj/data/a.png") == "/data/a.png");
    CHECK(table.to_container("/home/u/proj") == "/workspace/exp");
    CHECK(table.to_container("/home/u/proj/data2/a.png") == "/workspace/exp/data2/a.png");
    CHECK_FALSE(table.to_container("/home/u/project"));
    CHECK_FALSE(table.to_container("/home/u"));
    CHECK_FALSE(table.to_container("relative"));
    CHECK_FALSE(table.to_container(""));
}

TEST_CASE("only the prefix is replaced: the rest keeps its slashes, dots and bytes") {
    const MountTable table = two_mounts();
    CHECK(table.to_container("/home/u/proj//x/./y/") == "/workspace/exp//x/./y/");
    CHECK(table.to_container("/home//u/./proj/x") == "/workspace/exp/x");
    CHECK(table.to_container("/home/u/proj/") == "/workspace/exp/");
    CHECK(table.to_container("/home/u/proj/a b\n\xff") == "/workspace/exp/a b\n\xff");
    CHECK(table.to_container("/home/u/proj/x/../y") == "/workspace/exp/x/../y");
}

TEST_CASE("a path that leaves the mount by a parent step is not under it") {
    const MountTable table = two_mounts();
    CHECK_FALSE(table.to_container("/home/u/proj/../other"));
    CHECK(table.to_container("/home/u/proj/data/../specs/a") == "/workspace/exp/data/../specs/a");
    CHECK(table.by_destination("/data/../etc/passwd") == nullptr);
    CHECK_FALSE(table.to_host("/data/../etc/passwd"));
}

TEST_CASE("a real path is tried when the path as written is under no source") {
    const MountTable table = two_mounts();
    CHECK(table.to_container("/mnt/link/a.png", "/disk2/kitti/a.png") == "/data/a.png");
    CHECK(table.to_container("/home/u/proj/a", "/disk2/kitti/a") == "/workspace/exp/a");
    CHECK_FALSE(table.to_container("/mnt/link/a.png"));
    CHECK_FALSE(table.to_container("/mnt/link/a.png", "/disk3/a.png"));
    CHECK(table.by_real_source("/disk2/kitti/a")->destination == "/data");
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
    CHECK(table.to_container("/nb/specs/a") == "/ws/specs/a");
    CHECK(table.to_host("/ws/specs/a") == "/nb/specs/a");
    CHECK_FALSE(table.to_container("/proj/specs/a"));
    CHECK(table.to_container("/proj/specs2/a") == "/ws/specs2/a");
}

TEST_CASE("what one mount hides may be seen through a mount further up") {
    const MountTable table({{.source = "/a", .real_source = {}, .destination = "/whole"},
                            {.source = "/a/b", .real_source = {}, .destination = "/part"},
                            {.source = "/c", .real_source = {}, .destination = "/part/x"}});
    CHECK(table.to_container("/a/b/x/f") == "/whole/b/x/f");
    CHECK(table.to_container("/a/b/y/f") == "/part/y/f");
}

TEST_CASE("the root can be a source") {
    const MountTable table({{.source = "/", .real_source = "/", .destination = "/host"}});
    CHECK(table.to_container("/") == "/host/");
    CHECK(table.to_container("/etc/x") == "/host/etc/x");
    CHECK(table.to_host("/host/etc/x") == "/etc/x");
    CHECK(table.to_host("/host") == "/");
}

TEST_CASE("of two mounts of one source the last counts, as in the launcher") {
    const MountTable table({{.source = "/r", .real_source = {}, .destination = "/results"},
                            {.source = "/r", .real_source = {}, .destination = "/results_inst"}});
    CHECK(table.to_container("/r/x") == "/results_inst/x");
    CHECK(table.to_host("/results/x") == "/r/x");
}

TEST_CASE("an empty table covers nothing") {
    const MountTable table;
    CHECK(table.by_destination("/data") == nullptr);
    CHECK_FALSE(table.to_container("/data"));
    CHECK_FALSE(table.to_host("/"));
}

TEST_CASE("a copy of a table is a table of its own") {
    MountTable copy;
    {
        const MountTable table = two_mounts();
        copy = table;
    }
    CHECK(copy.to_container("/home/u/proj/x") == "/workspace/exp/x");
}
