#include "specs.hpp"
#include "support/catch.hpp"

using tao::tests::SpecComputer;

namespace {

// Typed in /srv/job, of which a mount shows each directory and none the whole.
SpecComputer parted_computer() {
    SpecComputer computer;
    computer.here = "/srv/job";
    computer.files.add_directory("/srv/job/data/raw")
        .add_directory("/srv/job/results")
        .add_directory("/srv/job/specs")
        .add_directory("/srv/N8");
    computer.mounts = tao::paths::MountTable(
        {{.source = "/srv/job/data", .real_source = "/srv/job/data", .destination = "/data"},
         {.source = "/srv/job/results", .real_source = "/srv/job/results", .destination = "/results"}});
    return computer;
}

}  // namespace

TEST_CASE("a relative pattern is judged by the directories in front of it, as an absolute one is") {
    const SpecComputer computer = parted_computer();
    for (const char* rest :
         {"raw/*", "raw/?.txt", "raw/[0-9].txt", "raw/%05d.png", "*/1.txt", "raw/${x}/y"}) {
        for (const std::string before : {"data/", "./data/"}) {
            const std::string content = "a: \"" + before + rest + "\"\n";
            INFO(content);
            CHECK(computer.translated(content) == "a: \"/data/" + std::string(rest) + "\"\n");
            const auto findings = computer.find(content).findings;
            REQUIRE(findings.size() == 1);
            CHECK(findings[0].kind == tao::specs::SpecFinding::Kind::from_here);
            CHECK(findings[0].detail == "/data/" + std::string(rest));
        }
    }
    CHECK(computer.translated("a: [\"data/raw/*\"]\n", "a.json") == "a: [\"/data/raw/*\"]\n");
    CHECK(computer.translated("results_dir: \"results/${x}\"\n") == "results_dir: \"/results/${x}\"\n");
    CHECK(computer.find("a: ../N8/*\n").findings.at(0).kind == tao::specs::SpecFinding::Kind::unmapped);
    for (const char* value : {"no/*", "**/raw/*", "${x}/raw", "data/(raw|x)/*", "{}/x", "*.txt", "50%"}) {
        INFO(value);
        CHECK(computer.find("a: \"" + std::string(value) + "\"\n").findings.empty());
    }
}

TEST_CASE("a new path under any key that may name an output is judged as the word would be") {
    const SpecComputer computer = parted_computer();
    for (const char* key : {"output_path", "output_file", "output", "dst_dir", "experiment_dir", "checkpoint",
                            "onnx_file", "engine_file", "cal_cache_file", "log_file"}) {
        const std::string content = std::string(key) + ": results/new/x\n";
        INFO(content);
        CHECK(computer.translated(content) == std::string(key) + ": /results/new/x\n");
        const auto findings = computer.find(content).findings;
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].kind == tao::specs::SpecFinding::Kind::output_from_here);
    }
    using Kind = tao::specs::SpecFinding::Kind;
    CHECK(computer.find("output_path: /somewhere/x\n").findings.at(0).kind == Kind::lost);
    CHECK(computer.find("results_dir: .\n").findings.at(0).kind == Kind::unmapped);
    CHECK(computer.find("results_dir: ..\n").findings.at(0).kind == Kind::unmapped);
    CHECK(computer.find("results_dir: ./x\n").findings.at(0).kind == Kind::unmapped);
}

TEST_CASE("a new name alone under a key that says that it is written to is judged as the word would be") {
    const SpecComputer computer = parted_computer();
    for (const char* line :
         {"engine_file: a.engine", "onnx_file: m.onnx", "trt_engine: m.engine", "cal_cache_file: c.bin",
          "log_file: l.txt", "save_path: p/q", "export_path: e.onnx", "log_path: logs"}) {
        INFO(line);
        const auto findings = computer.find(std::string(line) + "\n").findings;
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].kind == tao::specs::SpecFinding::Kind::unmapped);
    }
    for (const char* line :
         {"engine_file: null", "log_file: None", "onnx_file: \"\"", "save_path: ???",
          "log_file: ${results_dir}", "gen_trt_engine: a.yaml", "engine_name: a.engine", "onnx_file: 3"}) {
        INFO(line);
        CHECK(computer.find(std::string(line) + "\n").findings.empty());
    }
    CHECK(SpecComputer().find("engine_file: a.engine\n").findings.empty());
}

TEST_CASE("an absolute path that nobody has is named under a key that plainly names a place") {
    for (const char* key : {"image_dir", "image_directory_path", "tfrecords_path", "data_root", "root",
                            "trainRoot", "model.weights", "json_file", "test_data_sources", "checkpoint",
                            "images", "train_csv", "ANNOTATION_FILE"}) {
        INFO(key);
        for (const char* path : {"/scratch/coco", "/lustre/x/*.tfrecord", "/datasets/a.pth"}) {
            const auto findings = SpecComputer().find(std::string(key) + ": " + path + "\n").findings;
            REQUIRE(findings.size() == 1);
            CHECK(findings[0].kind == tao::specs::SpecFinding::Kind::foreign);
        }
        for (const char* path : {"/data/x", "/workspace/x", "/opt/nvidia/x", "/tmp/x", "/usr/share/x"})
            CHECK(SpecComputer().find(std::string(key) + ": " + path + "\n").findings.empty());
    }
    CHECK(SpecComputer().find("/nfs/1.jpg 0 1\n/nfs/2.jpg,1\n/nfs/Conv\n", "list.txt").findings.size() == 2);
    CHECK(SpecComputer().find("zz: /nfs/x/model.PTH\n").findings.size() == 1);
    CHECK(SpecComputer().find("file = http://host/x/model.pth\n", "a.conf").findings.empty());
    for (const char* key : {"layer", "input_names", "node", "zz", "prefix", "url_path"}) {
        INFO(key);
        CHECK(SpecComputer().find(std::string(key) + ": /backbone/Conv\n").findings.empty());
    }
}

TEST_CASE("the name of a directory here is a path under a key of directories, unless the file names a root") {
    SpecComputer computer = parted_computer();
    computer.files.add_directory("/srv/job/pictures");
    const auto found = [&](const std::string& content) { return computer.find(content).findings; };
    const auto of_data = found("dataset:\n  data_dir: data\n");
    REQUIRE(of_data.size() == 1);
    CHECK(of_data[0].kind == tao::specs::SpecFinding::Kind::from_here);
    CHECK(of_data[0].detail == "/data");
    CHECK(computer.translated("data_dir: data\n") == "data_dir: /data\n");
    const auto unmapped = found("image_dir: pictures\n");
    REQUIRE(unmapped.size() == 1);
    CHECK(unmapped[0].kind == tao::specs::SpecFinding::Kind::unmapped);
    for (const char* content : {"root_dir: /data\nimage_dir: pictures\n", "image_dir: new\n", "name: data\n",
                                "split: pictures\n", "image_dir: null\n"}) {
        INFO(content);
        CHECK(found(content).empty());
    }
}

TEST_CASE("what is no output under such a key, and what is new under another, is no finding") {
    const SpecComputer computer = parted_computer();
    for (const char* line : {"output: output_cov/Sigmoid", "output_names: /backbone/x", "output: /backbone/x",
                             "output: a/b", "root_dir: images/train", "name: results/new", "checkpoint: null",
                             "output: 3/4", "output: .", "catalog: data/x", "logits_file: 0.5",
                             "export_interval: 10", "status: ok", "output_layer: results/Conv_1"}) {
        INFO(line);
        CHECK(computer.find(std::string(line) + "\n").findings.empty());
    }
}
