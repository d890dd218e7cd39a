#include <algorithm>

#include "plan/plan.hpp"
#include "support/catch.hpp"
#include "support/invocations.hpp"

using tao::plan::Plan;
using tao::tests::Computer;
using Words = std::vector<std::string>;

namespace {

constexpr char mounted[] =
    "version: 1\nmounts:\n  - .:/workspace/tao-experiments\n"
    "  - {source: results, destination: /results, create: true}\n";

Words words_after(const Plan& plan) {
    Words words;
    for (const auto& word : plan.translation.words)
        words.push_back(word.after);
    return words;
}

struct Specs : Computer {
    explicit Specs(const std::string& choice) {
        files.add_directory("/home/user/cars/data");
        add_project(mounted + choice);
    }
    void add(const std::string& name, const std::string& content) {
        files.add_file("/home/user/cars/specs/" + name, content);
    }
    Plan train(const std::string& spec = "specs/train.yaml") {
        return plan({"tao", "model", "dino", "train", "-e", spec});
    }
};

}  // namespace

TEST_CASE("a spec with a path of this computer is named, and nothing is changed") {
    Specs computer("");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    const Plan plan = computer.train();
    CHECK(plan.message ==
          "specs/train.yaml:1:6: warning: '/home/user/cars/data' is a path of this computer: the task will "
          "not find it\n"
          "    1 | dir: /home/user/cars/data\n"
          "      |      ^~~~~~~~~~~~~~~~~~~~\n"
          "      = the container has it as /workspace/tao-experiments/data\n"
          "tao-shim: to give the task a copy with the container's paths in place of yours, add this line to "
          "/home/user/cars/tao-project.yaml\n"
          "tao-shim:     specs: rewrite\n");
    CHECK(plan.action == Plan::Action::supervise);
    CHECK(words_after(plan) == Words{"model", "dino", "train", "-e", "specs/train.yaml"});
    CHECK(plan.spec_copies.empty());
    CHECK(plan.run_directory.empty());
}

TEST_CASE("with specs: rewrite the task gets a translated copy under a mount of the run") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    for (const char* typed : {"specs/train.yaml", "/home/user/cars/specs/train.yaml",
                              "/workspace/tao-experiments/specs/train.yaml"}) {
        INFO(typed);
        const Plan plan = computer.train(typed);
        CHECK(plan.message.empty());
        CHECK(words_after(plan) == Words{"model", "dino", "train", "-e", "/tao-shim-specs/1/train.yaml"});
        REQUIRE(plan.spec_copies.size() == 1);
        CHECK(plan.spec_copies[0].path == "1/train.yaml");
        CHECK(plan.spec_copies[0].content == "dir: /workspace/tao-experiments/data\n");
        CHECK(plan.run_directory == "/home/user/.cache/tao-shim/runs/0123456789abcdef");
        const tao::engines::TaskMount copies{.source = plan.run_directory + "/specs",
                                             .destination = "/tao-shim-specs"};
        CHECK(std::count(plan.task.mounts.begin(), plan.task.mounts.end(), copies) == 1);
    }
}

TEST_CASE("a spec behind an = is copied, and the rest of the word stays") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    CHECK(words_after(computer.train("--spec=specs/train.yaml")).back() ==
          "--spec=/tao-shim-specs/1/train.yaml");
}

TEST_CASE("a spec that needs no change is read where it is") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /workspace/tao-experiments/data\n");
    const Plan plan = computer.train();
    CHECK(words_after(plan).back() == "specs/train.yaml");
    CHECK(plan.run_directory.empty());
    CHECK(plan.task.mounts.size() == 2);
}

TEST_CASE("specs that name each other are copied together") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "next: /workspace/tao-experiments/specs/a.json\n");
    computer.add("a.json", "{\"next\": \"b.txt\", \"c\": \"c.txt\"}");
    computer.add("b.txt", "next: \"train.yaml\" dir: \"/home/user/cars/data\"\n");
    computer.add("c.txt", "car\n");
    const Plan plan = computer.train();
    REQUIRE(plan.spec_copies.size() == 3);
    CHECK(plan.spec_copies[0].content == "next: /tao-shim-specs/2/a.json\n");
    CHECK(plan.spec_copies[1].content ==
          "{\"next\": \"/tao-shim-specs/3/b.txt\", \"c\": \"/workspace/tao-experiments/specs/c.txt\"}");
    CHECK(plan.spec_copies[2].content ==
          "next: \"/tao-shim-specs/1/train.yaml\" dir: \"/workspace/tao-experiments/data\"\n");
}

TEST_CASE("a chain of specs is followed up to a bound") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "next: 0.yaml\ndir: /home/user/cars/data\n");
    for (int number = 0; number < 100; ++number) {
        computer.add(std::to_string(number) + ".yaml",
                     "next: " + std::to_string(number + 1) + ".yaml\ndir: /home/user/cars/data\n");
    }
    CHECK(computer.train().spec_copies.size() == 64);
}

TEST_CASE("output directories of a spec are made under a mount that is to be created, and nowhere else") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml",
                 "results_dir: /results/first\ntrain: {checkpoint_dir: ~/cars/results/second}\n"
                 "image_dir: /results/images\nexport_dir: /workspace/tao-experiments/third\n");
    CHECK(computer.train().to_create == Words{"/home/user/cars/results", "/home/user/cars/results/first",
                                              "/home/user/cars/results/second"});
}

TEST_CASE("a spec that is larger than 1 MiB is noted and left alone") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n" + std::string(1U << 20U, '#'));
    const Plan plan = computer.train();
    CHECK(plan.message == "specs/train.yaml: note: was not looked into: it is larger than 1 MiB\n");
    CHECK(plan.spec_copies.empty());
}

TEST_CASE("with specs: off nothing is looked into") {
    Specs computer("specs: off\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    CHECK(computer.train().message.empty());
}

TEST_CASE("a key that has a spec file's name is left alone") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-k", "specs/train.yaml"});
    CHECK(words_after(plan).back() == "specs/train.yaml");
}

TEST_CASE("a file that the task writes to gets no copy, whatever an earlier run has left there") {
    for (const Words& output :
         {Words{"-o", "results/list.txt"}, Words{"--log", "results/list.txt"},
          Words{"output_path=results/list.txt"}, Words{"+export.status=results/list.txt"},
          Words{"-oresults/list.txt"}, Words{"--dst-file=results/list.txt"},
          Words{"--output_spec", "results/list.txt"}}) {
        Specs computer("specs: rewrite\n");
        computer.files.add_file("/home/user/cars/results/list.txt", "/home/user/cars/data\n");
        Words line{"tao", "model", "dino", "export"};
        line.insert(line.end(), output.begin(), output.end());
        const Plan plan = computer.plan(line);
        CAPTURE(output.front());
        CHECK(plan.spec_copies.empty());
        CHECK(plan.message.empty());
        CHECK(words_after(plan).back().find("/tao-shim-specs") == std::string::npos);
    }
}

TEST_CASE("a spec behind an option that exports by it is copied") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    for (const std::string option : {"--dataset_export_spec=", "--catalog=", "--export-config="})
        CHECK(words_after(computer.train(option + "specs/train.yaml")).back() ==
              option + "/tao-shim-specs/1/train.yaml");
}

TEST_CASE("the words of a command get no copies, and what is wrong with a file is said") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "dir: /home/user/cars/data\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "run", "cp", "specs/train.yaml", "/results"});
    CHECK(plan.spec_copies.empty());
    CHECK(words_after(plan)[4] == "specs/train.yaml");
    CHECK(plan.message.find("warning: '/home/user/cars/data'") != std::string::npos);
    CHECK(plan.message.find("specs: rewrite") == std::string::npos);
}

TEST_CASE("the copies are mounted read-only by an engine that can, unless TAO itself writes to them") {
    const auto is_read_only = [](const std::string& more) {
        Specs computer("specs: rewrite\nimage: {dino: nvcr.io/nvidia/tao/tao-toolkit:5.3.0-pyt}\n" + more);
        computer.add("train.yaml", "dir: /home/user/cars/data\n");
        computer.files.add_file("/usr/bin/docker", "", 0755);
        const Plan plan = computer.train();
        const auto copies =
            std::find_if(plan.task.mounts.begin(), plan.task.mounts.end(),
                         [](const auto& mount) { return mount.destination == "/tao-shim-specs"; });
        INFO(plan.message);
        REQUIRE(copies != plan.task.mounts.end());
        return copies->read_only;
    };
    CHECK(is_read_only("engine: docker\n"));
    CHECK_FALSE(is_read_only("engine: docker\nenvs: {WORLD_SIZE: 2}\n"));
    CHECK_FALSE(is_read_only(""));
}

TEST_CASE(
    "a spec that is named by its directory and its name, as Hydra takes it, is looked into and copied") {
    for (const std::string name : {"train", "train.yaml"}) {
        INFO(name);
        Specs computer("specs: rewrite\n");
        computer.add("train.yaml", "dir: /home/user/cars/data\n");
        const Plan plan =
            computer.plan({"tao", "model", "dino", "train", "--config-path", "specs", "--config-name", name});
        CHECK(plan.message.empty());
        CHECK(words_after(plan) ==
              Words{"model", "dino", "train", "--config-path", "/tao-shim-specs/1", "--config-name", name});
        CHECK(plan.spec_copies.at(0).path == "1/train.yaml");
        CHECK(plan.spec_copies.at(0).content == "dir: /workspace/tao-experiments/data\n");
    }
}

TEST_CASE(
    "a spec further below its directory is looked into with those beside that directory's, and not copied") {
    Specs computer("specs: rewrite\n");
    computer.add("exp/train.yaml", "defaults: [/base]\ndir: /home/user/cars/data\n");
    computer.add("base.yaml", "dir: /home/user/cars/data\n");
    const Plan plan = computer.plan(
        {"tao", "model", "dino", "train", "--config-path", "specs", "--config-name", "exp/train"});
    CHECK(plan.message.find("specs/exp/train.yaml:2:6: warning") != std::string::npos);
    CHECK(plan.message.find("specs/base.yaml:1:6: warning") != std::string::npos);
    CHECK(plan.spec_copies.empty());
}

TEST_CASE("a spec with a list of defaults is never copied: the files beside it would be missing") {
    const auto message_with = [](const std::string& choice) {
        Specs computer(choice);
        computer.add("train.yaml", "defaults:\n  - model: resnet\ndir: /home/user/cars/data\n");
        const Plan plan = computer.train();
        CHECK(plan.spec_copies.empty());
        CHECK(words_after(plan).back() == "specs/train.yaml");
        return plan.message;
    };
    const std::string warning =
        "specs/train.yaml:3:6: warning: '/home/user/cars/data' is a path of this computer: the task will "
        "not find it\n"
        "    3 | dir: /home/user/cars/data\n"
        "      |      ^~~~~~~~~~~~~~~~~~~~\n"
        "      = the container has it as /workspace/tao-experiments/data\n";
    CHECK(message_with("specs: rewrite\n") == warning);
    CHECK(message_with("") == warning);
}

TEST_CASE("the files beside a spec that Hydra puts it together from are looked into as well") {
    Specs computer("specs: rewrite\n");
    computer.add("train.yaml", "defaults:\n  - base\n  - dataset: coco\n  - _self_\n");
    computer.add("base.yaml", "a: 1\nb: /home/user/cars/data\n");
    computer.add("dataset/coco.yaml", "defaults:\n- /model/resnet@m\n- optional x: y\nd: 1\n");
    computer.add("model/resnet.yaml", "weights: /home/user/cars/data\n");
    const std::string message = computer.train().message;
    CHECK(message.find("specs/base.yaml:2:4: warning: '/home/user/cars/data' is a path of this computer") !=
          std::string::npos);
    CHECK(message.find("specs/model/resnet.yaml:1:10: warning: '/home/user/cars/data'") != std::string::npos);
}

TEST_CASE("a file that is no text is noted, not passed over") {
    Specs computer("");
    computer.add("train.yaml", std::string("a\0:\0", 4));
    CHECK(computer.train().message ==
          "specs/train.yaml: note: was not looked into: it is no text in UTF-8\n");
}

TEST_CASE("a file behind an option for spec files is looked into, whatever its name") {
    for (const std::string name : {"p.config", "p", "p.jsonl", "p.spec.in"}) {
        for (const Words& words :
             {Words{"-e", "specs/" + name}, Words{"--experiment_spec_file=specs/" + name},
              Words{"--config", "specs/" + name}, Words{"cfg_file=specs/" + name}}) {
            INFO(words[0] << ' ' << name);
            Specs computer("");
            computer.add(name, "{\"dir\": \"/home/user/cars/data\"}\n");
            Words line{"tao", "model", "dino", "train"};
            line.insert(line.end(), words.begin(), words.end());
            CHECK(computer.plan(line).message.find("warning: '/home/user/cars/data' is a path of this") !=
                  std::string::npos);
        }
    }
    Specs computer("");
    computer.add("list.csv", "/home/user/cars/data\n");
    CHECK(computer.plan({"tao", "model", "dino", "converter", "-e", "specs/list.csv"})
              .message.find("list.csv:1") == std::string::npos);
}

TEST_CASE("a list of data files is looked into behind any option, and one that is large is passed over") {
    for (const std::string name : {"l.csv", "l.lst", "l.jsonl"}) {
        INFO(name);
        Specs computer("");
        const std::string path = "/home/user/cars/data/1.jpg";
        computer.files.add_file(path, "");
        computer.add(name, name == "l.jsonl" ? "{\"image\": \"" + path + "\"}\n" : path + ",car\n");
        const auto said = [&](const Words& words) {
            Words line{"tao", "model", "dino", "train"};
            line.insert(line.end(), words.begin(), words.end());
            return computer.plan(line).message;
        };
        const std::string warning = "warning: '" + path + "' is a path of this computer";
        CHECK(said({"--images", "specs/" + name}).find(warning) != std::string::npos);
        CHECK(said({"dataset.train=specs/" + name}).find(warning) != std::string::npos);
        CHECK(said({"-e", "specs/train.yaml", "specs/" + name}).find(warning) != std::string::npos);
        CHECK(said({"--output_file", "specs/" + name}).empty());
        computer.add(name, std::string((std::size_t{1} << 20U) + 1, 'x'));
        CHECK(said({"--images", "specs/" + name}).empty());
    }
}

namespace {

// Is the file, with a path of this computer in it, looked into?
bool is_looked_into(Specs& computer, const std::string& file, const Words& more = {}) {
    computer.add(file, "a: 1\nb: /home/user/cars/data\n");
    Words line{"tao", "model", "dino", "train", "-e", "specs/train.yaml"};
    line.insert(line.end(), more.begin(), more.end());
    return computer.plan(line).message.find("specs/" + file + ":2:4: warning: '/home/user/cars/data'") !=
           std::string::npos;
}

}  // namespace

TEST_CASE("a file that a spec includes is looked into") {
    for (const char* line :
         {"_base_: inc.yaml", "a: !include inc.yaml", "includes: [inc.yaml]", "base: specs/inc.yaml",
          "cfg: /workspace/tao-experiments/specs/inc.yaml", "next: inc.yaml"}) {
        INFO(line);
        Specs computer("");
        computer.add("train.yaml", std::string(line) + "\n");
        CHECK(is_looked_into(computer, "inc.yaml"));
    }
    Specs computer("");
    computer.add("train.yaml", "base: a.yaml\n");
    computer.add("a.yaml", "base: b.yaml\n");
    CHECK(is_looked_into(computer, "b.yaml"));
    Specs with_list("");
    with_list.add("train.yaml", "images: list.txt\n");
    with_list.add("list.txt", "/home/user/cars/data\n");
    CHECK(with_list.train().message.empty());
}

TEST_CASE(
    "a file that the line chooses for a group is looked into, and the one of the list that it replaces is "
    "not") {
    for (const char* word : {"sub=c", "+sub=c", "+sub@pkg=c", "sub=[c,d]", "sub=c.yaml"}) {
        INFO(word);
        Specs computer("specs: rewrite\n");
        computer.add("train.yaml", "dir: /home/user/cars/data\n");
        CHECK(is_looked_into(computer, "sub/c.yaml", {word}));
        CHECK(computer.plan({"tao", "model", "dino", "train", "-e", "specs/train.yaml", word})
                  .spec_copies.empty());
    }
    Specs computer("");
    computer.add("train.yaml", "defaults:\n  - sub: c\n");
    computer.add("sub/d.yaml", "a: 1\n");
    CHECK(is_looked_into(computer, "sub/c.yaml"));
    CHECK_FALSE(is_looked_into(computer, "sub/c.yaml", {"sub=d"}));
    CHECK_FALSE(is_looked_into(computer, "sub/c.yaml", {"~sub"}));
}

TEST_CASE("a configuration that Python runs is looked into with those that it includes, and not copied") {
    Specs computer("specs: rewrite\n");
    computer.add("train.py", "_base_ = ['./inc.py']\ndata_root = '/home/user/cars/data'  # mine\n");
    computer.add("inc.py", "x = dict(\n    y='/home/user/cars/data')\n");
    const Plan plan = computer.train("specs/train.py");
    CHECK(plan.message.find("specs/train.py:2:14: warning") != std::string::npos);
    CHECK(plan.message.find("specs/inc.py:2:8: warning") != std::string::npos);
    CHECK(plan.message.find("1:11") == std::string::npos);
    CHECK(plan.spec_copies.empty());
    CHECK(computer.plan({"tao", "model", "dino", "run", "python", "specs/train.py"}).message.empty());
}

TEST_CASE("a file of Hydra's search path is looked into") {
    Specs computer("");
    computer.add("train.yaml",
                 "hydra:\n  searchpath: [file:///workspace/tao-experiments/specs/other]\n"
                 "defaults: [o]\n");
    CHECK(is_looked_into(computer, "other/o.yaml"));
    Specs by_line("");
    by_line.add("train.yaml", "defaults: [o]\n");
    CHECK(is_looked_into(by_line, "other/o.yaml",
                         {"hydra.searchpath=[file:///workspace/tao-experiments/specs/other]"}));
    CHECK(is_looked_into(by_line, "other/o.yaml", {"--config-dir", "specs/other"}));
}

TEST_CASE("a reference in capitals is no variable where the line or a file beside has that key") {
    const auto is_named = [](Specs& computer, const Words& more = {}) {
        Words line{"tao", "model", "dino", "train", "-e", "specs/train.yaml"};
        line.insert(line.end(), more.begin(), more.end());
        return computer.plan(line).message.find("'${ROOT}/x' stays as it is") != std::string::npos;
    };
    Specs computer("");
    computer.add("train.yaml", "a: ${ROOT}/x\n");
    CHECK(is_named(computer));
    CHECK_FALSE(is_named(computer, {"ROOT=/results"}));
    CHECK_FALSE(is_named(computer, {"+ROOT=/results"}));
    Specs composed("");
    composed.add("train.yaml", "defaults: [base]\na: ${ROOT}/x\n");
    composed.add("base.yaml", "ROOT: /results\n");
    CHECK_FALSE(is_named(composed));
}
