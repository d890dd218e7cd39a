#include "specs.hpp"
#include "specs/findings.hpp"
#include "specs/path_finder.hpp"
#include "support/catch.hpp"

using tao::specs::Direction;
using tao::tests::SpecComputer;

namespace {

// The findings as they are printed.
std::string warnings(const SpecComputer& computer, const std::string& content,
                     const std::string& name = "train.yaml") {
    const tao::text::SourceFile source{.path = name, .content = content};
    tao::text::Diagnostics diagnostics(source);
    const auto findings = computer.find(content, name).findings;
    tao::specs::report(findings, computer.surroundings(), "/home/user/cars/tao-project.yaml", {},
                       diagnostics);
    return tao::text::render(diagnostics, false);
}

}  // namespace

TEST_CASE("a path of this computer is named with the container's name of it") {
    CHECK(warnings(SpecComputer(), "train:\n  image_dir: /home/user/cars/images/*.png\n") ==
          "train.yaml:2:14: warning: '/home/user/cars/images/*.png' is a path of this computer: the task "
          "will not find it\n"
          "    2 |   image_dir: /home/user/cars/images/*.png\n"
          "      |              ^~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "      = the container has it as /workspace/tao-experiments/images/*.png\n");
}

TEST_CASE("a path that exists here and that no mount covers is named with the line that mounts it") {
    SpecComputer computer;
    computer.files.add_file("/mnt/disk/model.tlt");
    CHECK(warnings(computer, "model: \"/mnt/disk/model.tlt\"\n", "train.txt") ==
          "train.txt:1:9: warning: '/mnt/disk/model.tlt' is on this computer, but no mount covers it: the "
          "task will not see it\n"
          "    1 | model: \"/mnt/disk/model.tlt\"\n"
          "      |         ^~~~~~~~~~~~~~~~~~~\n"
          "      = to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "        - /mnt/disk\n");
}

TEST_CASE("a directory to write to that no mount covers is named") {
    SpecComputer computer;
    computer.files.add_directory("/mnt/disk");
    CHECK(warnings(computer, "results_dir: /mnt/disk/first\n") ==
          "train.yaml:1:14: warning: '/mnt/disk/first' is under no mount: what the task writes there is lost "
          "when it ends\n"
          "    1 | results_dir: /mnt/disk/first\n"
          "      |              ^~~~~~~~~~~~~~~\n"
          "      = to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "        - /mnt/disk\n");
}

TEST_CASE("a directory to write to in a mount that is read-only is named") {
    SpecComputer computer;
    computer.files.add_directory("/mnt/set");
    computer.mounts = tao::paths::MountTable(
        {{.source = "/mnt/set", .real_source = "/mnt/set", .destination = "/ro", .read_only = true}});
    CHECK(warnings(computer, "results_dir: /ro/new\ndata: /ro/x\n") ==
          "train.yaml:1:14: warning: '/ro/new' is in a mount that is read-only: the task cannot write there\n"
          "    1 | results_dir: /ro/new\n"
          "      |              ^~~~~~~\n"
          "      = choose another directory, or mount '/mnt/set' without read_only\n");
}

TEST_CASE("a path in quotes that goes over lines is one path") {
    const std::string content = "data: \"/home/user/cars/\\\n    images\"\nnext: /raid/data\n";
    CHECK(SpecComputer().translated(content) ==
          "data: \"/workspace/tao-experiments/\\\n    images\"\nnext: /data\n");
    CHECK(warnings(SpecComputer(), content)
              .starts_with("train.yaml:1:8: warning: '/home/user/cars/images' is a path of this computer: "
                           "the task will not find it\n"));
    CHECK(SpecComputer().translated("a: \"some text\n  /home/user/cars\"\n") ==
          "a: \"some text\n  /home/user/cars\"\n");
}

TEST_CASE("a path of NVIDIA's guides that no mount provides is named with the mounts there are") {
    CHECK(warnings(SpecComputer(), "{\"results_dir\": \"/results/first\"}", "a.json") ==
          "a.json:1:18: warning: '/results/first' is a path of the container that no mount provides\n"
          "    1 | {\"results_dir\": \"/results/first\"}\n"
          "      |                  ^~~~~~~~~~~~~~\n"
          "      = the mounts of the project are at /workspace/tao-experiments, /data\n"
          "        to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "        - {source: results, destination: /results, create: true}\n");
}

TEST_CASE("a misspelt destination is named with the right one") {
    CHECK(warnings(SpecComputer(), "a: /workspace/tao-experiment/x\n") ==
          "train.yaml:1:4: warning: '/workspace/tao-experiment/x' is a path of the container that no mount "
          "provides\n"
          "    1 | a: /workspace/tao-experiment/x\n"
          "      |    ^~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "      = did you mean /workspace/tao-experiments/x?\n");
}

TEST_CASE("a path of another computer is named") {
    CHECK(warnings(SpecComputer(), "a: /home/basil/cars\n") ==
          "train.yaml:1:4: warning: '/home/basil/cars' is neither on this computer nor in the container\n"
          "    1 | a: /home/basil/cars\n"
          "      |    ^~~~~~~~~~~~~~~~\n"
          "      = it looks like a path of another computer; put the one of this computer there\n");
}

TEST_CASE("a path that is there from the spec file only is named, one without dots may be meant otherwise") {
    CHECK(warnings(SpecComputer(), "a: ../images\nb: no/x\n") ==
          "train.yaml:1:4: warning: '../images' is there from the spec file, but the task looks from its "
          "working directory\n"
          "    1 | a: ../images\n"
          "      |    ^~~~~~~~~\n"
          "      = the container has it as /workspace/tao-experiments/images\n");
    SpecComputer computer;
    computer.files.add_file("/home/user/cars/specs/classes/a.txt").add_file("/home/user/cars/specs/b.yaml");
    CHECK(computer.find("a: classes/a.txt\n").findings.empty());
    // Readers look for these from there.
    CHECK(computer.find("_base_: ./b.yaml\nincludes: [./b.yaml]\nx: !include ./b.yaml\n").findings.empty());
    CHECK(computer.find("config: ./b.yaml\n").findings.size() == 1);
}

TEST_CASE("something new in ./ or ../ is meant from the caller's directory, whatever its key") {
    SpecComputer computer;
    computer.here = "/home/user";
    CHECK(warnings(computer, "json: ./cars/res.json\n") ==
          "train.yaml:1:7: warning: './cars/res.json' is meant from this directory, but the task writes it "
          "where it runs: there it is lost when it ends\n"
          "    1 | json: ./cars/res.json\n"
          "      |       ^~~~~~~~~~~~~~~\n"
          "      = the container has it as /workspace/tao-experiments/res.json\n");
    CHECK(computer.translated("a: \"./cars/images/new.tlt\"\n") ==
          "a: \"/workspace/tao-experiments/images/new.tlt\"\n");
    CHECK(computer.find("a: ./elsewhere\nb: ../elsewhere\n").findings.size() == 2);
    for (const char* value : {"new.tlt", "cars/images/new.tlt", "...", ".hidden", "see ./README and ../x",
                              "./run.sh", "./run.sh --a", "./configs/**/*.json", "./tools/train.py"}) {
        INFO(value);
        CHECK(computer.find("a: " + std::string(value) + "\n").findings.empty());
    }
}

TEST_CASE("placeholders that were left are named") {
    CHECK(warnings(SpecComputer(), "a: /path/to/model\n") ==
          "train.yaml:1:4: warning: '/path/to/' was left to be filled in\n"
          "    1 | a: /path/to/model\n"
          "      |    ^~~~~~~~~~~~~~\n"
          "      = put your own value there\n");
    for (const char* value : {"FIXME", "/data/FIXME/x", "FIXME.pth", "EXPERIMENT_DIR/model.hdf5",
                              "EXPORTDIR/x.onnx", "<path to data>", "/data/<set>/x"}) {
        INFO(value);
        CHECK(SpecComputer().find("a: \"" + std::string(value) + "\"", "a.txt").findings.size() == 1);
    }
}

TEST_CASE("a variable of the shell in front of a path is named: no reader of a spec file puts its value in") {
    CHECK(warnings(SpecComputer(), "a: $HOME/data\n") ==
          "train.yaml:1:4: warning: '$HOME/data' stays as it is: in this file, nothing puts a value in for "
          "'$HOME'\n"
          "    1 | a: $HOME/data\n"
          "      |    ^~~~~~~~~~\n"
          "      = write the path itself there\n");
    CHECK(SpecComputer().find("a: \"${DATA_DIR}/x\"", "a.txt").findings.size() == 1);
    for (const char* value : {"${results_dir}/train", "${oc.env:HOME}/x", "${ROOT}/train", "$5/month",
                              "$HOME", "${HOME", "$/x"}) {
        INFO(value);
        CHECK(SpecComputer().find("ROOT: x\na: " + std::string(value) + "\n").findings.empty());
    }
}

TEST_CASE("in YAML a reference in capitals to no key of the file is named as a shell's variable") {
    const auto findings = SpecComputer().find("HOMEX: 1\na: ${HOME}/data\n").findings;
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == tao::specs::SpecFinding::Kind::unexpanded);
    CHECK(tao::specs::key_elsewhere(findings[0]) == "HOME");
    CHECK(SpecComputer().find("a: ${HOME}/data\nb:\n  \"HOME\" : /data\n").findings.empty());
}

TEST_CASE(
    "a path in the home directory of the task is named where the user's has it, or where it is written to") {
    CHECK(warnings(SpecComputer(), "a: ${oc.env:HOME}/cars\n") ==
          "train.yaml:1:4: warning: '${oc.env:HOME}' is the container's, not this computer's, in "
          "'${oc.env:HOME}/cars'\n"
          "    1 | a: ${oc.env:HOME}/cars\n"
          "      |    ^~~~~~~~~~~~~~~~~~~\n"
          "      = write that directory out, or set the variable under envs: in "
          "/home/user/cars/tao-project.yaml\n");
    CHECK(SpecComputer().find("results_dir: ${oc.env:HOME}/new\n").findings.size() == 1);
    CHECK(SpecComputer().find("a: ${oc.env:DATA_DIR}/x\n").findings.size() == 1);
    CHECK(SpecComputer().find("image_dir: ${oc.env:DATA_DIR}\nname: ${oc.env:NAME}\n").findings.size() == 1);
    for (const char* value : {"${oc.env:HOME}/.cache/torch", "${oc.env:X,/data}/x", "${oc.env:SET}/x",
                              "/data/${oc.env:USER}/x", "${oc.env:USER}/x", "${oc.env:NAME}"}) {
        INFO(value);
        const SpecComputer computer;
        auto surroundings = computer.surroundings();
        const std::vector<tao::project::ContainerVariable> envs{{.name = "SET", .value = {}, .where = {}}};
        surroundings.envs = &envs;
        CHECK(tao::specs::SpecPathFinder(surroundings)
                  .find(SpecComputer::text("a: " + std::string(value) + "\n", "train.yaml"),
                        Direction::to_container)
                  .findings.empty());
    }
}

TEST_CASE("quotes of a page in a spec file are findings") {
    const auto found = SpecComputer().find("a: \u201C/data/train\u201D\nb: \u201Cgood\u201D\n").findings;
    REQUIRE(found.size() == 1);
    CHECK(found.front().kind == tao::specs::SpecFinding::Kind::misprinted);
    CHECK(found.front().detail == "\u201C");
}

TEST_CASE("the mark of a mandatory value is right in YAML and a placeholder elsewhere") {
    CHECK(SpecComputer().find("results_dir: ???\nb: \"???\"\n").findings.empty());
    CHECK(SpecComputer().find("results_dir: \"???\"\n", "a.txt").findings.size() == 1);
}

TEST_CASE("container paths, files of the image and names that only look like paths are no findings") {
    SpecComputer computer;
    computer.files.add_directory("/usr/lib")
        .add_directory("/tmp")
        .add_directory("/root/.cache")
        .add_directory("/opt");
    for (const char* value : {"/workspace/tao-experiments/results",
                              "/data/train/*.tfrecord",
                              "/workspace/examples/bpnet/pose.json",
                              "/opt/nvidia/tools/x",
                              "/opt/trained/model.tlt",
                              "/usr/lib/libx.so",
                              "/tmp/scratch",
                              "/root/.cache/torch",
                              "/backbone/stage1/Conv",
                              "/",
                              "//",
                              "/*.jpg",
                              "^/x/(.*)$",
                              "https://host/home/user/cars",
                              "nvcr.io/nvidia/tao:1",
                              "nvidia/Cosmos-Embed1-224p",
                              "output_cov/Sigmoid,output_bbox/BiasAdd",
                              "vit-mae-base/16",
                              "${results_dir}/train",
                              "~/.cache/torch",
                              "</s>",
                              "<pad>",
                              "[(114.94, 60.67), (159.06, 114.59)]",
                              "/dev/shm/x",
                              "resnet:18",
                              "*.txt"}) {
        for (const char* name : {"a.yaml", "a.txt", "a.json"}) {
            INFO(value << " in " << name);
            CHECK(computer.find("\"a\": \"" + std::string(value) + "\"", name).findings.empty());
        }
    }
}

TEST_CASE("a secret is neither translated nor named") {
    CHECK(SpecComputer().find("encryption_key: /home/user/cars\n").paths.empty());
    CHECK(SpecComputer().find("encryption_key: /home/user/cars\n").findings.empty());
}

TEST_CASE("nothing but the paths is changed") {
    CHECK(SpecComputer().translated("# /home/user/cars\n"
                                    "a:   '/home/user/cars/x y'  # mine\r\n"
                                    "b: [/raid/data/train//*.tfrecord, ~/cars/images/, \"/home/user/cars\"]\n"
                                    "c: ['/home/user/carsx', /data/train]\n"
                                    "~: {/home/user/cars: 1}") ==
          "# /home/user/cars\n"
          "a:   '/workspace/tao-experiments/x y'  # mine\r\n"
          "b: [/data/train//*.tfrecord, /workspace/tao-experiments/images/, \"/workspace/tao-experiments\"]\n"
          "c: ['/home/user/carsx', /data/train]\n"
          "~: {/workspace/tao-experiments: 1}");
}

TEST_CASE("lists inside strings and several paths on a bare line are translated one by one") {
    CHECK(SpecComputer().translated(
              "a: \"['/raid/data/a', '/raid/data/b']\" b: '/raid/data/c,/raid/data/d'\n", "a.txt") ==
          "a: \"['/data/a', '/data/b']\" b: '/data/c,/data/d'\n");
    CHECK(SpecComputer().translated("/raid/data/1.png /raid/data/1 b.png label\n", "list.txt") ==
          "/data/1.png /data/1 b.png label\n");
}

TEST_CASE("paths relative to the spec file are translated unless the task finds them as they are") {
    SpecComputer computer;
    computer.files.add_file("/home/user/cars/specs/classes.txt").add_file("/home/user/cars/here/a.txt");
    computer.files.add_directory("/home/user/cars/specs/resnet");
    CHECK(
        computer.translated("a: ../images\nb: classes.txt\nc: here/a.txt\nd: resnet\ne: 0.5\nf: no/such\n") ==
        "a: /workspace/tao-experiments/images\nb: /workspace/tao-experiments/specs/classes.txt\n"
        "c: here/a.txt\nd: resnet\ne: 0.5\nf: no/such\n");
}

TEST_CASE("a translated path that needs quotes in YAML gets them") {
    SpecComputer computer;
    computer.mounts = tao::paths::MountTable(
        {{.source = "/home/user/my, data", .real_source = "", .destination = "/data"}});
    CHECK(computer.translated("a: /data/x\nb: [/data/x, '/data/y']\n", "train.yaml", Direction::to_host) ==
          "a: /home/user/my, data/x\nb: [\"/home/user/my, data/x\", '/home/user/my, data/y']\n");
}

TEST_CASE("escapes outside the part that changes are kept as they are written") {
    CHECK(SpecComputer().translated(R"({"a": "\/raid\/data\/caf\u00e9 \"1\""})", "a.json") ==
          R"({"a": "\/data\/caf\u00e9 \"1\""})");
}

TEST_CASE(
    "a new directory to write to, where the task does not run here, is named with the container's name of "
    "it") {
    SpecComputer computer;
    computer.here = "/raid";
    computer.files.add_directory("/raid");
    const std::string content = "results_dir: data/new\nname: data/new\nlog_dir: null\nsave_dir: 3\n";
    CHECK(
        warnings(computer, content) ==
        "train.yaml:1:14: warning: 'data/new' is meant from this directory, but the task writes it where it "
        "runs: there it is lost when it ends\n"
        "    1 | results_dir: data/new\n"
        "      |              ^~~~~~~~\n"
        "      = the container has it as /data/new\n");
    CHECK(computer.translated(content) ==
          "results_dir: /data/new\nname: data/new\nlog_dir: null\nsave_dir: 3\n");
    CHECK(warnings(SpecComputer(), "results_dir: out\noutput_dir: ./new/x\n").empty());
}

TEST_CASE(
    "a new directory to write to under a directory that no mount covers is named with the line that mounts "
    "it") {
    SpecComputer computer;
    computer.here = "/srv/job";
    computer.files.add_directory("/srv/job");
    CHECK(
        warnings(computer, "results_dir: out\n") ==
        "train.yaml:1:14: warning: 'out' is under no mount: what the task writes there is lost when it ends\n"
        "    1 | results_dir: out\n"
        "      |              ^~~\n"
        "      = to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
        "        - /srv/job\n");
}
