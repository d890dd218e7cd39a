#include "paths/translate.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using paths::Finding;
using paths::Rule;
using Words = std::vector<std::string>;

namespace {

struct Case {
    tests::MemoryFileSystem files;
    paths::TranslateOptions options{.leading_words = 0, .working_directory = "/home/u/proj"};
    std::vector<paths::Mount> mounts{
        {.source = "/home/u/proj", .real_source = "/home/u/proj", .destination = "/ws"},
        {.source = "/mnt/same", .real_source = "/mnt/same", .destination = "/mnt/same"}};

    Case() { files.add_directory("/home/u/proj").add_directory("/mnt/same"); }

    paths::Translation run(const Words& words) const {
        return paths::translate(words, paths::MountTable(mounts), os::Environment({"HOME=/home/u"}), files,
                                options);
    }
    std::vector<Finding> findings(const Words& words) const { return run(words).findings; }
};

using Found = std::vector<Finding>;

}  // namespace

TEST_CASE("an absolute path that exists and that no mount covers is found, once") {
    Case test;
    test.files.add_file("/srv/kitti/a");
    const auto result = test.run({"-e", "/srv/kitti/a", "x=[/srv//kitti/a/]"});
    CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped, .word = 1, .path = "/srv/kitti/a"}});
    CHECK(result.words[1].rule == Rule::unmapped);
    CHECK(result.words[1].after == "/srv/kitti/a");
}

TEST_CASE("an output path that would be lost in the container is found by its directory") {
    Case test;
    test.files.add_directory("/tmp");
    CHECK(test.findings({"/tmp/out"}) ==
          Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/tmp/out"}});
    CHECK(test.findings({"~/results"}) ==
          Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/home/u/results"}});
}

TEST_CASE("paths that the host does not know at all are the image's") {
    Case test;
    CHECK(test.findings({"/opt/nvidia/tools/x", "/nowhere", "/workspace/y/z", "/home/u2/x/y"}).empty());
}

TEST_CASE("system directories are never found") {
    Case test;
    test.files.add_directory("/usr/share/x")
        .add_file("/etc/passwd")
        .add_directory("/opt/nvidia/tools")
        .add_directory("/var/lib");
    CHECK(test.findings({"/", "/usr/share/x", "/etc/passwd", "/opt/nvidia/tools", "/var/lib/new", "/usr/new"})
              .empty());
}

TEST_CASE("a key is not shown, even if it names a file") {
    Case test;
    test.files.add_file("/srv/a");
    CHECK(test.findings({"-k", "/srv/a", "key=/srv/a"}).empty());
}

TEST_CASE("a container path that only the host has is found") {
    Case test;
    test.mounts.push_back(
        {.source = "/home/u/kitti", .real_source = "/home/u/kitti", .destination = "/data"});
    test.files.add_file("/data/a").add_file("/data/b").add_file("/home/u/kitti/b");
    CHECK(test.findings({"-e", "/data/a", "/data/a", "/data/b", "/data/new"}) ==
          Found{{.kind = Finding::Kind::ambiguous_container, .word = 1, .path = "/data/a"}});
}

TEST_CASE("a host path under a mount whose link leads out of every mount is found where it leads") {
    Case test;
    test.files.add_file("/srv/kitti/a").add_link("/home/u/proj/data", "/srv/kitti");
    const auto result = test.run({"/home/u/proj/data/a"});
    CHECK(result.words[0].after == "/ws/data/a");
    CHECK(result.words[0].rule == Rule::host_path);
    CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/srv/kitti/a"}});
}

TEST_CASE("a relative word whose link leads out of the mount is found and stays") {
    Case test;
    test.files.add_file("/srv/kitti/a").add_link("/home/u/proj/data", "/srv/kitti");
    const auto result = test.run({"-e", "data/a", "dir=data"});
    CHECK(result.words[1].after == "data/a");
    CHECK(result.findings == Found{{.kind = Finding::Kind::relative_link, .word = 1, .path = "/srv/kitti/a"},
                                   {.kind = Finding::Kind::relative_link, .word = 2, .path = "/srv/kitti"}});
}

TEST_CASE("a relative word that leaves the mount upwards is found") {
    Case test;
    test.files.add_file("/home/u/other/a");
    CHECK(test.findings({"../other/a"}) ==
          Found{{.kind = Finding::Kind::relative_link, .word = 0, .path = "/home/u/other/a"}});
}

TEST_CASE("a relative word that another mount hides in the container is found") {
    Case test;
    test.mounts.push_back({.source = "/nb/specs", .real_source = "/nb/specs", .destination = "/ws/specs"});
    test.files.add_file("/home/u/proj/specs/a").add_file("/nb/specs/a");
    CHECK(test.findings({"specs/a"}) ==
          Found{{.kind = Finding::Kind::relative_link, .word = 0, .path = "/home/u/proj/specs/a"}});
}

TEST_CASE("relative words that are right in the container are not found") {
    Case test;
    test.files.add_file("/home/u/proj/run7/a").add_link("/home/u/proj/latest", "run7");
    test.files.add_file("/mnt/same/a").add_link("/home/u/proj/same", "/mnt/same");
    CHECK(test.findings({"run7/a", "latest/a", "same/a", "missing", "."}).empty());
}

TEST_CASE("relative words are not looked at when the working directory is not mounted or not known") {
    Case test;
    test.files.add_file("/srv/a").add_link("/home/u/proj/l", "/srv/a").add_link("/mnt/l", "/srv/a");
    test.options.working_directory = "/mnt";
    CHECK(test.findings({"l"}).empty());
    test.options.working_directory.clear();
    CHECK(test.findings({"l"}).empty());
}
