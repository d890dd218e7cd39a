#include "paths/translate.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "support/translation.hpp"

using namespace tao;
using paths::Finding;
using paths::Rule;
using Words = std::vector<std::string>;

namespace {

struct FindingCase {
    tests::MemoryFileSystem files;
    std::string here = "/home/u/proj";
    std::vector<paths::Mount> mounts{
        {.source = "/home/u/proj", .real_source = "/home/u/proj", .destination = "/ws"},
        {.source = "/mnt/same", .real_source = "/mnt/same", .destination = "/mnt/same"}};

    FindingCase() { files.add_directory("/home/u/proj").add_directory("/mnt/same"); }

    paths::Translation run(const Words& words) const {
        return tests::translate(words, mounts, os::Environment({"HOME=/home/u"}), files, {.leading_words = 0},
                                here);
    }
    std::vector<Finding> findings(const Words& words) const { return run(words).findings; }
};

using Found = std::vector<Finding>;

}  // namespace

TEST_CASE("an absolute path that exists and that no mount covers is found, once") {
    FindingCase test;
    test.files.add_file("/srv/kitti/a");
    const auto result = test.run({"-e", "/srv/kitti/a", "x=[/srv//kitti/a/]"});
    CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped, .word = 1, .path = "/srv/kitti/a"}});
    CHECK(result.words[1].rule == Rule::unmapped);
    CHECK(result.words[1].after == "/srv/kitti/a");
}

TEST_CASE("an output path that would be lost in the container is found by its directory") {
    FindingCase test;
    test.files.add_directory("/tmp");
    test.files.add_directory("/srv/x");
    CHECK(test.findings({"/srv/x/out"}) ==
          Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/srv/x/out"}});
    CHECK(test.findings({"~/results"}) ==
          Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/home/u/results"}});
}

TEST_CASE("where images have directories of their own, a path that the host does not have is theirs") {
    FindingCase test;
    test.files.add_directory("/tmp").add_directory("/root").add_directory("/opt").add_directory("/workspace");
    CHECK(test.findings({"/tmp/out", "/tmp", "/root/.cache/x", "/root", "/opt/x/y", "/workspace/examples/x",
                         "/workspace", "/usr/local/x", "/opt/nvidia/tools/x"})
              .empty());
}

TEST_CASE("a path that the host has in such a directory is the host's") {
    FindingCase test;
    test.files.add_file("/tmp/spec.txt").add_directory("/workspace/mine");
    CHECK(test.findings({"/tmp/spec.txt", "/workspace/mine/new"}) ==
          Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/tmp/spec.txt"},
                {.kind = Finding::Kind::unmapped, .word = 1, .path = "/workspace/mine/new"}});
}

TEST_CASE("a path that nothing has is found: what the task writes there is lost") {
    FindingCase test;
    for (const char* path : {"/results/x", "/weights.hdf5", "/somewhere/else/results", "/data",
                             "/workspace/tao-experiments/x", "/home/u2/x/y", "/mnt/x/y"}) {
        INFO(path);
        CHECK(test.findings({path}) == Found{{.kind = Finding::Kind::unprovided, .word = 0, .path = path}});
        CHECK(test.run({path}).words[0].rule == Rule::unprovided);
        CHECK(test.run({path}).words[0].after == path);
    }
}

TEST_CASE("behind a colon or a second equals sign, only what is there is a path") {
    FindingCase test;
    CHECK(test.findings({"tensor:/model/x", "a=b=/c"}).empty());
    test.files.add_file("/srv/x/a");
    CHECK(test.findings({"coco:/srv/x/a", "/results:/data"}).size() == 3);
    CHECK(test.findings({"coco:/results/x", "--opt=x=/specs/y"}).size() ==
          2);  // what NVIDIA mounts is in no image
}

TEST_CASE("system directories are never found") {
    FindingCase test;
    test.files.add_directory("/usr/share/x")
        .add_file("/etc/passwd", "", 0644, 0)
        .add_directory("/opt/nvidia/tools")
        .add_directory("/var/lib");
    CHECK(test.findings({"/", "/usr/share/x", "/etc/passwd", "/opt/nvidia/tools", "/var/lib/new", "/usr/new"})
              .empty());
}

TEST_CASE("a key is not shown, even if it names a file") {
    FindingCase test;
    test.files.add_file("/srv/a");
    CHECK(test.findings({"-k", "/srv/a", "key=/srv/a"}).empty());
}

TEST_CASE("a container path that only the host has is found") {
    FindingCase test;
    test.mounts.push_back(
        {.source = "/home/u/kitti", .real_source = "/home/u/kitti", .destination = "/data"});
    test.files.add_file("/data/a").add_file("/data/b").add_file("/home/u/kitti/b");
    CHECK(test.findings({"-e", "/data/a", "/data/a", "/data/b", "/data/new"}) ==
          Found{{.kind = Finding::Kind::ambiguous_container, .word = 1, .path = "/data/a"}});
}

TEST_CASE("a host path under a mount whose link leads out of every mount is found where it leads") {
    FindingCase test;
    test.files.add_file("/srv/kitti/a").add_link("/home/u/proj/data", "/srv/kitti");
    const auto result = test.run({"/home/u/proj/data/a"});
    CHECK(result.words[0].after == "/ws/data/a");
    CHECK(result.words[0].rule == Rule::host_path);
    CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/srv/kitti/a"}});
}

TEST_CASE("a container path whose link leads out of every mount is found where it leads, in every spelling") {
    FindingCase test;
    test.files.add_file("/srv/kitti/a").add_link("/home/u/proj/data", "/srv/kitti");
    test.files.add_link("/home/u/proj/near", "../../../srv/kitti");
    for (const char* word : {"/ws/data/a", "/ws//data/./a", "/ws/near/a"}) {
        INFO(word);
        const auto result = test.run({word});
        CHECK(result.words[0].after == word);
        CHECK(result.words[0].rule == Rule::container_path);
        CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped,
                                        .word = 0,
                                        .path = "/srv/kitti/a",
                                        .other = {},
                                        .typed = word}});
    }
}

TEST_CASE("a link that leads into another mount is not found: the word gets that one's name") {
    FindingCase test;
    test.files.add_file("/mnt/set/a").add_link("/home/u/proj/data", "/mnt/set");
    test.mounts.push_back({.source = "/mnt/set", .real_source = "/mnt/set", .destination = "/set"});
    for (const char* word : {"/ws/data/a", "/home/u/proj/data/a", "data/a", "./data/a", "~/proj/data/a"}) {
        INFO(word);
        const auto result = test.run({word});
        CHECK(result.words[0].after == "/set/a");
        CHECK(result.findings.empty());
    }
}

TEST_CASE("a link whose text leads to the image is the image's") {
    FindingCase test;
    test.files.add_link("/home/u/proj/tools", "/opt/nvidia/tools").add_link("/home/u/proj/out", "/results");
    CHECK(test.findings({"/ws/tools/x", "tools/x", "tools/x/y/z"}).empty());
    CHECK(test.findings({"/ws/out/x"}) == Found{{.kind = Finding::Kind::unprovided,
                                                 .word = 0,
                                                 .path = "/results/x",
                                                 .other = {},
                                                 .typed = "/ws/out/x"}});
}

TEST_CASE(
    "a link to a directory of this computer where images have some as well is the host's, however new the "
    "rest is") {
    FindingCase test;
    test.files.add_directory("/opt/datasets").add_link("/home/u/proj/set", "/opt/datasets");
    for (const char* word :
         {"set/new", "set/new/x", "set/a/b/c", "/ws/set/new/x", "/home/u/proj/set/new/x"}) {
        INFO(word);
        const auto found = test.findings({word});
        REQUIRE(found.size() == 1);
        CHECK(found[0].kind == Finding::Kind::unmapped);
    }
}

TEST_CASE("a relative word whose link leads out of the mount is found and stays") {
    FindingCase test;
    test.files.add_file("/srv/kitti/a").add_link("/home/u/proj/data", "/srv/kitti");
    const auto result = test.run({"-e", "data/a", "dir=./data"});
    CHECK(result.words[1].after == "data/a");
    CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped,
                                    .word = 1,
                                    .path = "/srv/kitti/a",
                                    .other = {},
                                    .typed = "data/a"},
                                   {.kind = Finding::Kind::unmapped,
                                    .word = 2,
                                    .path = "/srv/kitti",
                                    .other = {},
                                    .typed = "./data"}});
}

TEST_CASE("a relative word that leaves the mount upwards is found") {
    FindingCase test;
    test.files.add_file("/home/u/other/a");
    CHECK(test.findings({"../other/a"}) == Found{{.kind = Finding::Kind::unmapped,
                                                  .word = 0,
                                                  .path = "/home/u/other/a",
                                                  .other = {},
                                                  .typed = "../other/a"}});
}

TEST_CASE("a relative word that another mount hides in the container is found") {
    FindingCase test;
    test.mounts.push_back({.source = "/nb/specs", .real_source = "/nb/specs", .destination = "/ws/specs"});
    test.files.add_file("/home/u/proj/specs/a").add_file("/nb/specs/a");
    CHECK(test.findings({"specs/a"}) == Found{{.kind = Finding::Kind::unmapped,
                                               .word = 0,
                                               .path = "/home/u/proj/specs/a",
                                               .other = {},
                                               .typed = "specs/a"}});
}

TEST_CASE("relative words that are right in the container are not found") {
    FindingCase test;
    test.files.add_file("/home/u/proj/run7/a").add_link("/home/u/proj/latest", "run7");
    test.files.add_file("/mnt/same/a").add_link("/home/u/proj/same", "/mnt/same");
    CHECK(test.findings({"run7/a", "latest/a", "same/a", "missing", ".", "./new", "run7/new/x", "layer/x"})
              .empty());
}

TEST_CASE("relative words are found where no mount shows the working directory") {
    FindingCase test;
    test.files.add_file("/srv/x/data/raw").add_file("/srv/x/a.txt").add_directory("/srv/x/train");
    test.here = "/srv/x";
    const auto found = [&](const char* word) {
        const auto findings = test.findings({word});
        return findings.size() == 1 ? findings.front().path : std::string();
    };
    CHECK(found("data/raw") == "/srv/x/data/raw");
    CHECK(found("data/out") == "/srv/x/data/out");
    CHECK(found("data/new/deep") == "/srv/x/data/new/deep");
    CHECK(found("a.txt") == "/srv/x/a.txt");
    CHECK(found("./train") == "/srv/x/train");
    CHECK(found("../y") == "/srv/y");
    CHECK(found(".") == "/srv/x");
    CHECK(test.findings({"train", "b.txt", "output_cov/Sigmoid", "3,384,1248", "1e-4", "a,b", "*.txt"})
              .empty());
}

TEST_CASE("relative words are not looked at when the working directory is not known") {
    FindingCase test;
    test.files.add_file("/srv/a").add_link("/home/u/proj/l", "/srv/a");
    test.here.clear();
    CHECK(test.findings({"l", "./l"}).empty());
}

TEST_CASE("a word that is also the name of a mounted directory stays, and is found") {
    FindingCase test;
    test.mounts = {{.source = "/home/u/proj/results", .real_source = {}, .destination = "/results"}};
    test.files.add_directory("/home/u/proj/results").add_directory("/home/u/proj/train");
    const auto result = test.run({"-i", "results", "-m", "train"});
    CHECK(result.words[1].after == "results");
    CHECK(result.findings == Found{{.kind = Finding::Kind::bare_directory,
                                    .word = 1,
                                    .path = "/home/u/proj/results",
                                    .other = "/results",
                                    .typed = "results"}});
}

TEST_CASE(
    "behind an option or key that can only name a directory, the bare name of one stays, and is found") {
    FindingCase test;
    test.mounts = {{.source = "/home/u/proj/results", .real_source = {}, .destination = "/results"},
                   {.source = "/home/u/proj/later", .real_source = {}, .destination = "/later"}};
    test.files.add_directory("/home/u/proj/results").add_directory("/home/u/proj/images");
    const auto found = [&](const Words& words) {
        const auto result = test.run(words);
        CHECK(tests::after(result) == words);
        REQUIRE(result.findings.size() == 1);
        return result.findings[0];
    };
    for (const Words& words : {Words{"-r", "results"}, Words{"--output_dir=results"},
                               Words{"train.results_dir=results"}, Words{"-rresults"}}) {
        INFO(words.back());
        CHECK(found(words) == Finding{.kind = Finding::Kind::relative_output,
                                      .word = words.size() - 1,
                                      .path = "/home/u/proj/results",
                                      .other = "/results",
                                      .typed = "results"});
    }
    for (const Words& words : {Words{"--image_dir", "results"}, Words{"DATA_DIR=results"}}) {
        INFO(words.back());
        CHECK(found(words) == Finding{.kind = Finding::Kind::named_directory,
                                      .word = words.size() - 1,
                                      .path = "/home/u/proj/results",
                                      .other = "/results",
                                      .typed = "results"});
    }
    for (const Words& words : {Words{"--image_dir", "images"}, Words{"data.image_dir=images"},
                               Words{"-r", "images"}, Words{"--image_directory=images"}}) {
        INFO(words.back());
        const Finding finding = found(words);
        CHECK(finding.kind == Finding::Kind::unmapped);
        CHECK(finding.path == "/home/u/proj/images");
        CHECK(finding.typed == "images");
    }
    CHECK(found({"--input_dir=later"}).kind == Finding::Kind::named_directory);
    CHECK(test.findings({"--image_dir", "new", "--split=images", "model.name=images", "-rf", "-m", "images"})
              .empty());
}

TEST_CASE("to a program that run starts, -r says nothing of a directory") {
    FindingCase test;
    test.here = "/home/u/other";
    test.files.add_directory("/home/u/other/train");
    for (const Words& words : {Words{"model", "dino", "run", "pip", "install", "-r", "new.txt"},
                               Words{"model", "dino", "run", "grep", "-r", "train", "/ws"}}) {
        INFO(words[3]);
        CHECK(tests::translate(words, test.mounts, os::Environment({"HOME=/home/u"}), test.files,
                               {.leading_words = 3}, test.here)
                  .findings.empty());
    }
}

TEST_CASE("a new name of a directory for caches, runs and the like is lost where no mount is") {
    FindingCase test;
    test.mounts = {{.source = "/home/u/proj/results", .real_source = {}, .destination = "/results"}};
    for (const Words& words : {Words{"--cache_dir", "cache"}, Words{"train.work_dir=work"},
                               Words{"hydra.run.dir=outputs"}, Words{"--tensorboard-dir=tb"}}) {
        INFO(words.back());
        const std::vector<Finding> found = test.findings(words);
        REQUIRE(found.size() == 1);
        CHECK(found[0].kind == Finding::Kind::unmapped);
    }
    CHECK(test.findings({"--cache_dir", "/tmp/cache", "cache_dir=null", "--cache", "ram", "cache=true"})
              .empty());
    test.mounts = {{.source = "/home/u/proj", .real_source = {}, .destination = "/ws"}};
    CHECK(test.findings({"--cache_dir", "cache", "hydra.run.dir=outputs"}).empty());
}

TEST_CASE("such a name is not found where the task runs in the same directory") {
    FindingCase test;
    test.files.add_directory("/home/u/proj/results");
    const auto result = test.run({"-r", "results", "--data_dir=results"});
    CHECK(tests::after(result) == Words{"-r", "results", "--data_dir=results"});
    CHECK(result.words[1].rule == Rule::relative);
    CHECK(result.findings.empty());
}

TEST_CASE("of a path on both sides the reading that exists is taken, then the one whose directory does") {
    FindingCase test;
    test.here = "/data/me/cars";
    test.mounts = {{.source = "/data/me/cars", .real_source = {}, .destination = "/w"},
                   {.source = "/data/me/cars/data", .real_source = {}, .destination = "/data"}};
    test.files.add_directory("/data/me/cars/results").add_file("/data/me/cars/data/kitti/a");
    const auto after = [&](const char* word) { return test.run({word}).words[0].after; };
    CHECK(after("/data/me/cars/results/run1") == "/w/results/run1");
    CHECK(after("/data/me/cars") == "/w");
    CHECK(after("/data/kitti/a") == "/data/kitti/a");
    CHECK(after("/data/kitti/new") == "/data/kitti/new");
    CHECK(after("/data/me/cars/results/a/b/c") == "/w/results/a/b/c");
    CHECK(after("/data/me/cars/new/x") == "/w/new/x");
    CHECK(after("/data/kitti/new/x/y") == "/data/kitti/new/x/y");
    CHECK(test.findings(
                  {"/data/me/cars/results/run1", "/data/me/cars/new/x", "/data/kitti/a", "/data/kitti/new"})
              .empty());
}

TEST_CASE(
    "of a path on both sides where both or neither are possible the container's is taken, with a finding") {
    FindingCase test;
    test.here = "/data/me/cars";
    test.mounts = {{.source = "/data/me/cars", .real_source = {}, .destination = "/w"},
                   {.source = "/data/me/cars/data", .real_source = {}, .destination = "/data"}};
    test.files.add_directory("/data/me/cars/results").add_directory("/data/me/cars/data/me/cars/results");
    for (const char* path : {"/data/me/cars/results/new", "/data/me/cars/x/y/z"}) {
        INFO(path);
        const auto result = test.run({path});
        CHECK(result.words[0].after == path);
        CHECK(result.findings == Found{{.kind = Finding::Kind::two_readings,
                                        .word = 0,
                                        .path = path,
                                        .other = "/w" + std::string(path).substr(13),
                                        .typed = {}}});
    }
}

TEST_CASE("a new name under a source where the container has another mount goes there, with a finding") {
    FindingCase test;
    test.mounts.push_back({.source = "/nb/specs", .real_source = {}, .destination = "/ws/specs"});
    test.files.add_directory("/nb/specs").add_file("/home/u/proj/specs/a");
    const auto result = test.run({"/home/u/proj/specs/new"});
    CHECK(result.words[0].after == "/ws/specs/new");
    CHECK(result.findings == Found{{.kind = Finding::Kind::hidden,
                                    .word = 0,
                                    .path = "/home/u/proj/specs/new",
                                    .other = "/nb/specs/new",
                                    .typed = {}}});
}

TEST_CASE("a word with several paths of the host is translated whole or not at all") {
    FindingCase test;
    test.files.add_file("/srv/kitti/a");
    const auto result =
        test.run({"x=[/home/u/proj/b,/srv/kitti/a]", "/home/u/proj/b:/srv/kitti/a", "/ws/b,/srv/kitti/a"});
    CHECK(result.words[0].after == "x=[/home/u/proj/b,/srv/kitti/a]");
    CHECK(result.words[0].rule == Rule::unmapped);
    CHECK(result.words[1].after == "/home/u/proj/b:/srv/kitti/a");
    CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/srv/kitti/a"}});
}

TEST_CASE("a name that is a link out of the mount stays, and is found by where the link leads") {
    FindingCase test;
    test.files.add_directory("/disk/set").add_link("/home/u/proj/data", "/disk/set");
    test.files.add_directory("/home/u/proj/real").add_link("/home/u/proj/same", "real");
    const auto result = test.run({"-i", "data", "-j", "same"});
    CHECK(result.words[1].after == "data");
    CHECK(result.findings == Found{{.kind = Finding::Kind::bare_directory,
                                    .word = 1,
                                    .path = "/disk/set",
                                    .other = "",
                                    .typed = "data"}});
}

TEST_CASE("what is below a link to a disk that is not there now is a path") {
    FindingCase test;
    test.files.add_link("/home/u/proj/results", "/disk/results");
    CHECK(test.findings({"-r", "results/run1"}) == Found{{.kind = Finding::Kind::unmapped,
                                                          .word = 1,
                                                          .path = "/disk/results/run1",
                                                          .other = "",
                                                          .typed = "results/run1"}});
}

TEST_CASE("a link that is made for the container leads where it leads there, relative words too") {
    FindingCase test;
    test.files.add_directory("/raid/kitti").add_link("/home/u/proj/data", "/data");
    test.files.add_link("/home/u/proj/tools", "/opt/nvidia/tools");
    test.mounts.push_back({.source = "/raid/kitti", .real_source = "/raid/kitti", .destination = "/data"});
    const auto result = test.run({"data/new", "./data/new", "tools/x", "data"});
    CHECK(result.findings.empty());
    for (const paths::Word& word : result.words) {
        INFO(word.before);
        CHECK(word.after == word.before);
    }
    CHECK(result.words[0].rule == Rule::relative);
}

TEST_CASE("where the task runs elsewhere, a new directory to write to is found by its option or key") {
    FindingCase test;
    test.here = "/home/u/proj/sub";
    test.mounts = {{.source = "/home/u/proj/results", .real_source = {}, .destination = "/results"}};
    test.files.add_directory("/home/u/proj/sub").add_directory("/home/u/proj/results");
    for (const Words& words : {Words{"-r", "out"}, Words{"--results_dir", "out"}, Words{"--results_dir=out"},
                               Words{"results_dir=out"}, Words{"+train.results_dir=out"}, Words{"-r=out"}}) {
        INFO(words[0]);
        const auto result = test.run(words);
        CHECK(result.words.back().after == words.back());
        CHECK(result.findings == Found{{.kind = Finding::Kind::unmapped,
                                        .word = words.size() - 1,
                                        .path = "/home/u/proj/sub/out",
                                        .other = "",
                                        .typed = "out"}});
    }
    CHECK(test.findings({"-o", "out", "-r", "0.5", "results_dir=null", "--output_dir=???", "-r", "-v",
                         "-rout", "results_dir=$X", "output_format=coco"})
              .empty());
    test.here = "/home/u/proj/results";
    CHECK(test.findings({"-r", "out", "results_dir=a/b"}).empty());
}

TEST_CASE("such a directory that a mount shows elsewhere is found with what to type for it") {
    FindingCase test;
    tests::MemoryFileSystem& files = test.files;
    files.add_directory("/home/u/proj/sub");
    const paths::MountTable mounts(test.mounts);
    const paths::Judge judge(mounts, files,
                             {.home = "/home/u",
                              .working_directory = "/home/u/proj/sub",
                              .workdir = {.choice = project::Workdir::Choice::image, .path = {}}});
    const auto result =
        paths::translate({"-r", "out"}, judge, os::Environment(Words{}), {.leading_words = 0});
    CHECK(result.words[1].after == "out");
    CHECK(result.findings == Found{{.kind = Finding::Kind::relative_output,
                                    .word = 1,
                                    .path = "/home/u/proj/sub/out",
                                    .other = "/ws/sub/out",
                                    .typed = "out"}});
}

TEST_CASE("what this computer has below a directory of the system's and no system has is the host's") {
    FindingCase test;
    tests::MemoryFileSystem& files = test.files;
    const auto by_root = [&](const std::string& path) { files.add_directory(path, 0); };
    for (const char* path : {"/var/lib/kitti", "/var/cache/sets", "/usr/local/datasets", "/usr/data",
                             "/var/tmp/x", "/usr/share/x", "/usr/local/cuda-12", "/usr/local/bin/x",
                             "/usr/lib/python3/x", "/var/lib/dpkg/info", "/etc/x", "/run/lock/x", "/usr/bin"})
        by_root(path);
    files.add_directory("/run/user/1000").add_directory("/etc/mine");
    for (const char* path : {"/var/lib/kitti", "/var/lib/kitti/new", "/var/cache/sets", "/usr/local/datasets",
                             "/usr/data/new/x", "/var/tmp/x", "/run/user/1000/a", "/etc/mine"}) {
        INFO(path);
        CHECK(test.findings({path}) == Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = path}});
    }
    CHECK(test.findings({"/usr/share/x", "/usr/local/cuda-12/lib", "/usr/local/bin/x", "/usr/lib/python3/x",
                         "/var/lib/dpkg/info", "/etc/x", "/run/lock/x", "/usr/bin", "/var/lib", "/usr/local",
                         "/var/tmp", "/tmp", "/var/lib/new", "/usr/local/new"})
              .empty());
}

TEST_CASE("an empty directory or file where the container has another mount is that mount's") {
    FindingCase test;
    test.mounts.push_back({.source = "/disk/kitti", .real_source = "/disk/kitti", .destination = "/ws/data"});
    test.mounts.push_back({.source = "/disk/f", .real_source = "/disk/f", .destination = "/ws/f"});
    test.files.add_directory("/disk/kitti").add_file("/disk/f", "x").add_directory("/home/u/proj/data");
    test.files.add_file("/home/u/proj/f");
    const auto result = test.run({"/home/u/proj/data", "./data/", "/home/u/proj/data/new", "f"});
    CHECK(result.words[0].after == "/ws/data");
    CHECK(result.words[1].after == "/ws/data/");
    CHECK(result.words[2].after == "/ws/data/new");
    CHECK(result.words[3].after == "/ws/f");
    CHECK(result.findings.empty());
    test.files.add_file("/home/u/proj/data/a");
    CHECK(test.findings({"/home/u/proj/data"}).size() == 1);
}

TEST_CASE("a path behind the cd of a command is not found from here, one in front of it is") {
    FindingCase test;
    test.files.add_directory("/home/u/proj/data").add_directory("/home/u/specs");
    CHECK(test.findings({"cd /ws/data && ls ../specs", "cd data; cat ./x > ../y"}).empty());
    CHECK(test.findings({"ls ../specs; cd /ws/data"}).size() == 1);
}

TEST_CASE("names that begin with a slash and are none of files by their form are not found") {
    FindingCase test;
    CHECK(test.findings({"/Concat_3:0", "--node=/model/backbone/Conv_output_0", "x=/^a.*/", "--regex=/a/b/",
                         "layer=/head", "model.layers=[/head]"})
              .size() == 1);
    CHECK(test.findings({"/results/x:0", "/home/u2/a_output_0", "/datasets/head"}).size() == 3);
    // Where a directory here is called as the network's first part is.
    test.here = "/home/u/other";
    test.files.add_directory("/home/u/other/model");
    CHECK(test.findings({"train.layers=model/layer1/conv", "--node", "model/conv"}).empty());
    CHECK(test.findings({"--data", "model/conv"}).size() == 1);
}

TEST_CASE("a bare name to write to goes where the task runs, if a mount is there") {
    FindingCase test;
    test.files.add_directory("/home/u/proj/data");
    const paths::MountTable mounts(test.mounts);
    const paths::Judge judge(mounts, test.files,
                             {.home = "/home/u",
                              .working_directory = "/home/u/proj",
                              .workdir = {.choice = project::Workdir::Choice::path, .path = "/ws/data"}});
    const auto result =
        paths::translate({"-r", "out"}, judge, os::Environment(Words{}), {.leading_words = 0});
    CHECK(result.words[1].after == "out");
    CHECK(result.findings == Found{{.kind = Finding::Kind::relative_output,
                                    .word = 1,
                                    .path = "/home/u/proj/out",
                                    .other = "/ws/out",
                                    .typed = "out",
                                    .kept = "/home/u/proj/data/out"}});
}

TEST_CASE("the name of a directory beside a path in one word is said where a mount has it elsewhere") {
    FindingCase test;
    test.files.add_file("/home/u/proj/data/a.txt").add_directory("/home/u/proj/results");
    test.mounts = {
        {.source = "/home/u/proj/data", .real_source = "/home/u/proj/data", .destination = "/data"},
        {.source = "/home/u/proj/results", .real_source = "/home/u/proj/results", .destination = "/results"}};
    for (const char* word :
         {"data/a.txt results", "x=data/a.txt,results", "results;data/a.txt", "data/a.txt:results"}) {
        INFO(word);
        CHECK(test.findings({word}) == Found{{.kind = Finding::Kind::bare_directory,
                                              .word = 0,
                                              .path = "/home/u/proj/results",
                                              .other = "/results",
                                              .typed = "results"}});
    }
    CHECK(test.findings({"x=train,results"}).empty());
    CHECK(test.findings({"results:data/a.txt"}).empty());
}

TEST_CASE("a path of Windows stays, and is said with the same on this computer, if that is there") {
    FindingCase test;
    test.files.add_directory("/mnt/c/Users/me").add_file("/home/u/proj/a.txt");
    const auto result =
        test.run({"-i", "C:/Users/me/set", "x=C:\\Users\\me", "--data=D:/kitti/a", "\\\\server\\share\\a"});
    CHECK(tests::after(result) ==
          Words{"-i", "C:/Users/me/set", "x=C:\\Users\\me", "--data=D:/kitti/a", "\\\\server\\share\\a"});
    const auto found = [](std::size_t word, const char* path, const char* other) {
        return Finding{.kind = Finding::Kind::foreign, .word = word, .path = path, .other = other};
    };
    CHECK(result.findings == Found{found(1, "C:/Users/me/set", "/mnt/c/Users/me/set"),
                                   found(2, "C:\\Users\\me", "/mnt/c/Users/me"), found(3, "D:/kitti/a", ""),
                                   found(4, "\\\\server\\share\\a", "")});
    // A label, or an expression.
    CHECK(test.run({"x:/home/u/proj/a.txt"}).words[0].after == "x:/ws/a.txt");
    CHECK(
        test.findings({"x:/home/u/proj/a.txt", "x:/ws/new", "d:\\w+", "\\\\d+", "12:30:00", "a:b"}).empty());
}

TEST_CASE(
    "a file:// URL of this computer stays, and is said where the container has the file elsewhere or not") {
    FindingCase test;
    test.files.add_file("/home/u/proj/a.txt").add_file("/srv/b.txt");
    const auto result = test.run({"x=[file:///home/u/proj/a.txt]", "file:///srv/b.txt"});
    CHECK(result.words[0].after == "x=[file:///home/u/proj/a.txt]");
    CHECK(result.words[0].rule == Rule::url);
    CHECK(result.findings == Found{{.kind = Finding::Kind::url_of_host,
                                    .word = 0,
                                    .path = "/home/u/proj/a.txt",
                                    .other = "file:///ws/a.txt",
                                    .typed = "file:///home/u/proj/a.txt"},
                                   {.kind = Finding::Kind::unmapped, .word = 1, .path = "/srv/b.txt"}});
    CHECK(test.findings({"file:///ws/a.txt", "file:///mnt/same/x", "file:///data/x", "file://host/x",
                         "https://h/x?y=/home/u/proj/a.txt"})
              .empty());
}

TEST_CASE("a path beside a URL stays with it, and is said") {
    FindingCase test;
    test.files.add_file("/home/u/proj/a.txt").add_file("/srv/b.txt");
    CHECK(test.findings({"x=s3://b/k,/home/u/proj/a.txt"}) ==
          Found{{.kind = Finding::Kind::url_of_host,
                 .word = 0,
                 .path = "/home/u/proj/a.txt",
                 .other = "s3://b/k,/ws/a.txt",
                 .typed = "s3://b/k,/home/u/proj/a.txt"}});
    CHECK(test.findings({"/srv/b.txt https://h/x"}) ==
          Found{{.kind = Finding::Kind::unmapped, .word = 0, .path = "/srv/b.txt"}});
    CHECK(test.findings({"https://h/x,/ws/a.txt", "https://h/a,/b/c"}).empty());
}

TEST_CASE("a variable that is set and stays in front of a path is said") {
    FindingCase test;
    test.files.add_file("/home/u/proj/a b.txt");
    const auto found = [&](const std::string& word, const Words& before = {}) {
        Words words = before;
        words.push_back(word);
        const auto result =
            tests::translate(words, test.mounts, os::Environment({"HOME=/home/u", "W=/home/u/proj", "N=1"}),
                             test.files, {.leading_words = before.size()}, test.here);
        Words texts;
        for (const Finding& finding : result.findings)
            texts.push_back(finding.kind == Finding::Kind::unexpanded ? finding.path : "other");
        return texts;
    };
    CHECK(found("$W/a b.txt") == Words{"${W}"});
    CHECK(found("x='$W/a'") == Words{"${W}"});
    CHECK(found("\"$W/a\" \"${W}/b\"") == Words{"${W}"});
    CHECK(found("$W/a;ls") == Words{"${W}"});
    CHECK(found("$W/a").empty());
    CHECK(found("$N/a b").empty());
    CHECK(found("a$W b").empty());
    CHECK(found("cat $W/a > b", {"detectnet_v2", "run"}).empty());
}

TEST_CASE("single quotes around a path or its first part stay, and are said") {
    FindingCase test;
    test.files.add_file("/home/u/proj/specs/a.txt");
    const auto result = test.run({"-r", "'/ws'/new"});
    CHECK(result.words[1].after == "'/ws'/new");
    CHECK(result.findings == Found{{.kind = Finding::Kind::kept_quotes,
                                    .word = 1,
                                    .path = "/ws/new",
                                    .other = "/ws/new",
                                    .typed = "'/ws'/new"}});
    const Words words{"'/ws/new'", "'specs/a.txt'", "-r='/ws/new'", "--results_dir='/ws/new'",
                      "-e'specs/a.txt'"};
    for (const std::string& word : words) {
        INFO(word);
        const auto found = test.findings({word});
        REQUIRE(found.size() == 1);
        CHECK(found[0].kind == Finding::Kind::kept_quotes);
        CHECK(test.findings({found[0].other}).empty());
    }
}

TEST_CASE("a backslash in front of a sign of a shell in a path stays, and is said") {
    FindingCase test;
    test.files.add_file("/home/u/proj/data/a b.txt").add_file("/home/u/proj/a (1).txt");
    CHECK(test.findings({"-i=data/a\\ b.txt"}) == Found{{.kind = Finding::Kind::kept_quotes,
                                                         .word = 0,
                                                         .path = "data/a b.txt",
                                                         .other = "-i=data/a b.txt",
                                                         .typed = "data/a\\ b.txt"}});
    CHECK(test.findings({"/ws/a\\ \\(1\\).txt"}).at(0).path == "/ws/a (1).txt");
}

TEST_CASE("quotes and backslashes of names that are there, of Hydra, of words and of patterns are not said") {
    FindingCase test;
    test.files.add_file("/home/u/proj/'a'/b")
        .add_file("/home/u/proj/data/a\\ b.txt")
        .add_file("/home/u/proj/x/y");
    CHECK(test.findings({"'a'/b", "data/a\\ b.txt", "key='/ws/new'", "x=['/ws/new']", "['x/y']", "'car'",
                         "it's", "-n='car, truck'", "--regex=\\d+/\\w+", "'s3://b/k'"})
              .empty());
}

TEST_CASE("a new name to write to is said behind a letter, and behind a key that speaks of out") {
    FindingCase test;
    test.here = "/home/u";
    for (const char* word : {"-oout.etlt", "x.out_dir=new", "--out_file=new.txt"}) {
        INFO(word);
        CHECK(test.findings({word}).size() == 1);
    }
    CHECK(test.findings({"-output", "layout_dir=new", "-oout"}).empty());
}
