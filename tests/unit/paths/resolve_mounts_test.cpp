#include "paths/resolve_mounts.hpp"

#include "paths/check_mount.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using tao::paths::check_source;
using tao::paths::MountedBy;
using namespace tao;
using tests::MemoryFileSystem;

namespace {

struct MountsCase {
    MemoryFileSystem files;
    project::Project project;
    text::SourceFile source{.path = "tao-project.yaml", .content = ""};

    MountsCase() {
        files.add_directory("/home/u/proj").add_directory("/home/u/kitti/training").add_directory("/mnt/big");
    }

    // One line of the file each, so that a place tells which mount and which side.
    MountsCase& mount(const std::string& source_path, const std::string& destination, bool create = false) {
        const auto place = [&](const std::string& word) {
            const std::size_t begin = source.content.size();
            source.content += word + " ";
            return text::Span{.begin = begin, .end = begin + word.size()};
        };
        project::Mount entry;
        entry.source = {.value = source_path, .where = place(source_path)};
        entry.destination = {.value = destination, .where = place(destination)};
        entry.create = create;
        source.content += "\n";
        project.mounts.push_back(entry);
        return *this;
    }

    paths::ResolvedMounts resolve(paths::MountedBy by = paths::MountedBy::launcher) {
        text::Diagnostics diagnostics(source);
        auto result = paths::resolve_mounts(project, files, diagnostics, by);
        found = diagnostics.all();
        return result;
    }

    // The only finding: "id at 'word': message | hint".
    std::string fault() {
        resolve();
        if (found.size() != 1) return std::to_string(found.size()) + " findings";
        const auto& only = found.front();
        const std::string word =
            only.where ? source.content.substr(only.where->begin, only.where->end - only.where->begin) : "-";
        return only.id + " at " + word + ": " + only.message + " | " + only.hint;
    }

    std::vector<text::Diagnostic> found;
};

}  // namespace

TEST_CASE("mounts without fault are in the table, with sources as written and as they really are") {
    MountsCase test;
    test.files.add_link("/home/u/link", "/mnt/big");
    test.mount("/home/u/proj/", "/workspace//exp/").mount("/home/u/link", "/data");
    const auto result = test.resolve();
    CHECK(test.found.empty());
    CHECK(result.to_create.empty());
    CHECK(result.table.mounts() ==
          std::vector<paths::Mount>{
              {.source = "/home/u/proj", .real_source = "/home/u/proj", .destination = "/workspace/exp"},
              {.source = "/home/u/link", .real_source = "/mnt/big", .destination = "/data"}});
}

TEST_CASE("a parent step behind a link goes up from where the link leads") {
    MountsCase test;
    test.files.add_directory("/mnt/big/sub")
        .add_directory("/mnt/big/other")
        .add_link("/home/u/link", "/mnt/big/sub");
    test.mount("/home/u/link/../other", "/data");
    const auto result = test.resolve();
    CHECK(test.found.empty());
    CHECK(result.table.mounts().at(0).source == "/mnt/big/other");
}

TEST_CASE("a file can be mounted, and mounts can be nested on both sides") {
    MountsCase test;
    test.files.add_file("/home/u/proj/a.txt").add_directory("/home/u/proj/specs");
    test.mount("/home/u/proj", "/ws")
        .mount("/home/u/proj/specs", "/ws/task/specs")
        .mount("/home/u/proj/a.txt", "/ws/b.txt");
    CHECK(test.resolve().table.mounts().size() == 3);
    CHECK(test.found.empty());
}

TEST_CASE("the same path inside and outside is a mount like any other") {
    MountsCase test;
    test.mount("/mnt/big", "/mnt/big");
    CHECK(test.resolve().table.to_host("/mnt/big/x") == "/mnt/big/x");
    CHECK(test.found.empty());
}

TEST_CASE("a missing source with a neighbour of nearly that name") {
    CHECK(MountsCase().mount("/home/u/kiti", "/data").fault() ==
          "missing-source at /home/u/kiti: the source '/home/u/kiti' does not exist"
          " | did you mean '/home/u/kitti'?");
}

TEST_CASE("a missing directory in the middle of a source") {
    CHECK(MountsCase().mount("/home/u/kiti/training", "/data").fault() ==
          "missing-source at /home/u/kiti/training: the source '/home/u/kiti/training' does not exist: there "
          "is no "
          "'/home/u/kiti' | did you mean '/home/u/kitti/training'?");
}

TEST_CASE("a missing source that resembles nothing") {
    CHECK(
        MountsCase().mount("/home/u/my results", "/results").fault() ==
        "missing-source at /home/u/my results: the source '/home/u/my results' does not exist | make it "
        "with: mkdir "
        "-p '/home/u/my results'\nor write create: true beside the source, and it is made when it is needed");
}

TEST_CASE("a source that is a link to nothing") {
    MountsCase test;
    test.files.add_link("/home/u/proj/results", "/gone/results");
    CHECK(test.mount("/home/u/proj/results", "/results", true).fault() ==
          "missing-source at /home/u/proj/results: the source '/home/u/proj/results' does not exist: it is a "
          "link that "
          "leads nowhere | make what the link leads to, or correct the link");
}

TEST_CASE("a missing source with create is in the table and in what is to be made") {
    MountsCase test;
    test.files.add_link("/home/u/link", "/mnt/big");
    const auto result = test.mount("/home/u/link/new/results", "/results", true).resolve();
    CHECK(test.found.empty());
    CHECK(result.to_create == std::vector<std::string>{"/mnt/big/new/results"});
    CHECK(result.table.mounts().at(0).real_source == "/mnt/big/new/results");
}

TEST_CASE("an existing source with create is not made") {
    MountsCase test;
    CHECK(test.mount("/home/u/proj", "/data", true).resolve().to_create.empty());
}

TEST_CASE("a source that cannot be made because a file is in the way") {
    MountsCase test;
    test.files.add_file("/home/u/proj/results");
    CHECK(test.mount("/home/u/proj/results/first", "/results", true).fault() ==
          "missing-source at /home/u/proj/results/first: the source '/home/u/proj/results/first' cannot be "
          "made: "
          "'/home/u/proj/results' is not a directory | move that file away, or choose another source");
}

TEST_CASE("a source that this user may not look at or make says so, and by which directory") {
    MountsCase test;
    test.files.add_directory("/raid/priv", 0, 0600).add_directory("/raid/theirs", 0, 0555);
    CHECK(MountsCase(test).mount("/raid/priv/x/y", "/data").fault() ==
          "missing-source at /raid/priv/x/y: the source '/raid/priv/x/y' cannot be looked at: you may not "
          "enter "
          "'/raid/priv' | ask its owner for that right, or choose another source");
    CHECK(
        MountsCase(test).mount("/raid/theirs/x", "/data", true).fault() ==
        "missing-source at /raid/theirs/x: the source '/raid/theirs/x' cannot be made: you may not write to "
        "'/raid/theirs' | have it made for you, or choose another source");
}

TEST_CASE("a source with a colon, itself or behind a link") {
    MountsCase test;
    test.files.add_directory("/mnt/a:b").add_link("/home/u/link", "/mnt/a:b");
    CHECK(MountsCase(test).mount("/mnt/a:b", "/data").fault() ==
          "colon-in-path at /mnt/a:b: the source '/mnt/a:b' has a ':', which Docker reads as the end of the "
          "source | "
          "rename the directory; a link to it does not help, the launcher resolves links");
    CHECK(MountsCase(test).mount("/home/u/link", "/data").fault() ==
          "colon-in-path at /home/u/link: the source '/home/u/link', which is '/mnt/a:b', has a ':', which "
          "Docker reads "
          "as the end of the source | rename the directory; a link to it does not help, the launcher "
          "resolves links");
}

TEST_CASE("a source with a step up behind what is not there names the path without that way") {
    MountsCase test;
    test.files.add_directory("/mnt/specs");
    const auto fault = check_source("/mnt/nosuch/../specs", false, MountedBy::launcher, test.files);
    REQUIRE(fault);
    CHECK(fault->message ==
          "the source '/mnt/nosuch/../specs' does not exist: a .. in it stands behind what is not there");
    CHECK(fault->hint == "did you mean '/mnt/specs'?");
}

TEST_CASE("a source below a name that is not UTF-8, which no engine gets as it is") {
    MountsCase test;
    test.files.add_directory("/mnt/caf\xe9/cars");
    for (const MountedBy by : {MountedBy::launcher, MountedBy::engine}) {
        const auto fault = check_source("/mnt/caf\xe9/cars", false, by, test.files);
        REQUIRE(fault);
        CHECK(
            fault->message ==
            "the source '/mnt/caf\\xe9/cars' is or lies in '/mnt/caf\\xe9', whose name is not UTF-8, and no "
            "engine can mount such a one");
    }
}

TEST_CASE("a link whose name has a colon is no fault if the directory has none") {
    MountsCase test;
    test.files.add_link("/home/u/a:b", "/mnt/big");
    test.mount("/home/u/a:b", "/data").resolve();
    CHECK(test.found.empty());
}

TEST_CASE("the destination that is advised is one") {
    const auto advised = [](const std::string& destination) {
        const std::string fault = MountsCase().mount("/mnt/big", destination).fault();
        return fault.substr(fault.rfind("write ") + 6);
    };
    CHECK(advised("./data") == "'/data'");
    CHECK(advised(" /data") == "'/data'");
    CHECK(advised("../a/b") == "'/a/b'");
    CHECK(advised("C:\\tao\\data") == "'/data'");
    CHECK(advised("C:/tao/data") == "'/data'");
    CHECK(advised("data:ro") == "'/ro'");
    CHECK(advised(".") == "'/data'");
}

TEST_CASE("a relative destination") {
    CHECK(MountsCase().mount("/mnt/big", "data").fault() ==
          "relative-destination at data: the destination 'data' is not an absolute path | a path in the "
          "container "
          "starts with '/': write '/data'");
    CHECK(MountsCase().mount("/mnt/big", "./data").fault().ends_with("write '/data'"));
    CHECK(MountsCase().mount("/mnt/big", ".").fault().ends_with("write '/data'"));
    CHECK(MountsCase().mount("/mnt/big", "~/data").fault() ==
          "relative-destination at ~/data: the destination '~/data' is not an absolute path | ~ is a "
          "directory of the "
          "host; in the container root's home is /root: write '/root/data'");
    CHECK(MountsCase().mount("/mnt/big", "").fault() ==
          "relative-destination at : the destination is empty | write the path that the container shall see, "
          "for "
          "example /data");
}

TEST_CASE("a destination with a colon") {
    CHECK(MountsCase().mount("/mnt/big", "/da:ta").fault() ==
          "colon-in-path at /da:ta: the destination '/da:ta' has a ':', which Docker reads as the end of the "
          "path | "
          "choose a destination without ':'");
}

TEST_CASE("a destination that hides what the image needs") {
    CHECK(MountsCase().mount("/mnt/big", "/usr/bin/").fault() ==
          "unsafe-destination at /usr/bin/: a mount at '/usr/bin' would hide the programs of the image | "
          "choose a "
          "directory of your own, for example /data or /workspace/big");
    for (const char* unsafe :
         {"/", "//", "/data/..", "/bin", "/etc", "/lib", "/lib64", "/usr", "/usr/local", "/opt",
          "/opt/nvidia", "/proc", "/proc/1", "/sys/fs", "/dev", "/dev/sda", "/run", "/var/run"}) {
        INFO(unsafe);
        CHECK(MountsCase().mount("/mnt/big", unsafe).fault().starts_with("unsafe-destination at "));
    }
}

TEST_CASE("destinations that published set-ups use are safe") {
    for (const char* safe :
         {"/workspace", "/workspace/tao-experiments", "/data", "/results", "/root/.cache", "/.cache",
          "/home/u", "/opt/x", "/tmp", "/dev/shm", "/etc/localtime", "/usr/local/data", "/binary"}) {
        MountsCase test;
        test.mount("/mnt/big", safe).resolve();
        INFO(safe);
        CHECK(test.found.empty());
    }
}

TEST_CASE("a destination that is a link on the host, and one below such a link") {
    MountsCase test;
    test.files.add_link("/data", "/mnt/big");
    CHECK(
        MountsCase(test).mount("/home/u/kitti", "/data").fault() ==
        "linked-destination at /data: the destination '/data' leads over a link on this host, and the "
        "launcher would "
        "mount at '/mnt/big' instead | write '/mnt/big', or a destination that does not exist on this host");
    CHECK(MountsCase(test).mount("/home/u/kitti", "/data/new/x").fault() ==
          "linked-destination at /data/new/x: the destination '/data/new/x' leads over a link on this host, "
          "and the "
          "launcher would mount at '/mnt/big/new/x' instead | write '/mnt/big/new/x', or a destination that "
          "does not "
          "exist on this host");
    CHECK(MountsCase(test).mount("/data", "/data").fault() ==
          "linked-destination at /data: the destination '/data' leads over a link on this host, and the "
          "launcher would "
          "mount at '/mnt/big' instead | write the mount with '/mnt/big' on both sides");
}

TEST_CASE("a destination that is a link to nothing on the host") {
    MountsCase test;
    test.files.add_link("/data", "/gone");
    CHECK(test.mount("/mnt/big", "/data/x").fault() ==
          "linked-destination at /data/x: the destination '/data/x' leads over the link '/data' on this "
          "host, and the "
          "launcher would mount where it leads | choose a destination that does not exist on this host");
}

TEST_CASE("a mount below a file, and one over what is of another kind") {
    const auto fault_of = [](const std::string& source, const std::string& destination) {
        MountsCase test;
        test.files.add_file("/home/u/proj/a.txt");
        test.files.add_directory("/home/u/proj/specs");
        return test.mount("/home/u/proj", "/w").mount(source, destination).fault();
    };
    CHECK(fault_of("/mnt/big", "/w/a.txt/x") ==
          "no-place at /w/a.txt/x: no engine can mount at '/w/a.txt/x': the mount at '/w' has a file there, "
          "'/home/u/proj/a.txt' | choose another destination, or move that away");
    CHECK(fault_of("/mnt/big", "/w/a.txt").starts_with("no-place"));
    CHECK(fault_of("/home/u/proj/a.txt", "/w/specs").starts_with("no-place"));
    for (const char* fine : {"/w/specs", "/w/new/x", "/wa.txt"})
        CHECK(fault_of("/mnt/big", fine) == "0 findings");
    CHECK(fault_of("/home/u/proj/a.txt", "/w/a.txt") == "0 findings");
}

TEST_CASE("a file with a slash at its end is no directory") {
    MountsCase test;
    test.files.add_file("/mnt/a.txt");
    CHECK(test.mount("/mnt/a.txt/", "/w", true).fault() ==
          "missing-source at /mnt/a.txt/: the source '/mnt/a.txt/' is a file, not a directory | write it "
          "without the / at its end: /mnt/a.txt");
}

TEST_CASE("a destination that a run mounts itself") {
    MountsCase test;
    CHECK(
        test.mount("/mnt/big", "/tao-shim-specs").fault() ==
        "unsafe-destination at /tao-shim-specs: '/tao-shim-specs' is where tao-shim mounts what it gives to "
        "a task | choose a directory of your own, for example /data");
}

TEST_CASE("the same destination twice") {
    CHECK(MountsCase().mount("/mnt/big", "/data").mount("/home/u/kitti", "/data/").fault() ==
          "same-destination at /data/: the destination '/data' is already taken by '/mnt/big' (line 1) | a "
          "path in the "
          "container can show only one directory: choose another destination");
    CHECK(MountsCase().mount("/mnt/big", "/data").mount("/mnt/big", "/data").fault() ==
          "same-destination at /data: the destination '/data' is already taken by '/mnt/big' (line 1) | "
          "delete one of "
          "the two");
}

TEST_CASE("of mounts with the same source the launcher drops all but the last, by whatever name") {
    MountsCase test;
    test.files.add_link("/home/u/link", "/mnt/big");
    test.mount("/mnt/big", "/results").mount("/home/u/link", "/data").mount("/home/u/kitti", "/kitti");
    const auto resolved = test.resolve();
    const auto& mounts = resolved.table.mounts();
    CHECK(test.found.empty());
    REQUIRE(mounts.size() == 3);
    CHECK(mounts[0].dropped);
    CHECK_FALSE(mounts[1].dropped);
    CHECK_FALSE(mounts[2].dropped);
}

TEST_CASE("all faults are reported, and the mounts without fault stay") {
    MountsCase test;
    const auto result = test.mount("/nowhere/at/all", "data").mount("/mnt/big", "/data").resolve();
    REQUIRE(test.found.size() == 2);
    CHECK(test.found[0].id == "missing-source");
    CHECK(test.found[1].id == "relative-destination");
    CHECK(result.table.mounts().size() == 1);
}

TEST_CASE(
    "an engine's own command mounts each as it is written: colons, links of this host, one source twice") {
    MountsCase test;
    test.files.add_directory("/mnt/a:b").add_link("/data", "/mnt/big").add_link("/nowhere", "/missing");
    test.mount("/mnt/a:b", "/w")
        .mount("/mnt/big", "/data")
        .mount("/mnt/big", "/again")
        .mount("/home/u/proj", "/nowhere/x");
    const auto resolved = test.resolve(paths::MountedBy::engine);
    CHECK(test.found.empty());
    REQUIRE(resolved.table.mounts().size() == 4);
    for (const paths::Mount& mount : resolved.table.mounts())
        CHECK_FALSE(mount.dropped);
    test.mount("/home/u/kitti", "/da:ta");
    test.resolve(paths::MountedBy::engine);
    REQUIRE(test.found.size() == 1);
    CHECK(test.found[0].message ==
          "the destination '/da:ta' has a ':', at which programs in the container end a path");
}
