#include "captured.hpp"
#include "commands/subcommands.hpp"
#include "text/json_value.hpp"

using tao::commands::check_subcommand;
using tao::tests::Captured;
using tao::tests::Scene;

namespace {

constexpr const char* project =
    "version: 1\nmounts:\n  - source: .\n    destination: /workspace/tao-experiments\n";

Captured check(Scene& scene, const std::vector<std::string>& typed = {}) {
    return scene.run(check_subcommand(), typed);
}

}  // namespace

TEST_CASE("a right project file is said to be right") {
    Scene scene;
    scene.set_project(project);
    const Captured result = check(scene);
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/home/user/cars/tao-project.yaml: no errors\n");
    CHECK(result.err.empty());
}

TEST_CASE("a variable that keeps the project file from counting is said beside it") {
    Scene scene;
    scene.set_project(project);
    scene.invocation.environment.set("LAUNCHER_MOUNTS", "/home/user/m.json");
    const Captured result = check(scene);
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/home/user/cars/tao-project.yaml: no errors\n");
    CHECK(result.err ==
          "tao-shim: warning: the project file counts for no task here: LAUNCHER_MOUNTS is set: it names the "
          "mounts file\n"
          "tao-shim:   to have it count, type: unset LAUNCHER_MOUNTS\n");
    scene.invocation.environment.set("TAO_SHIM_ENGINE", "podman");  // which reads no such file
    CHECK(check(scene).err.find("counts for no task") == std::string::npos);
    scene.invocation.environment.set("TAO_SHIM", "off");
    CHECK(check(scene).err.find("type: unset TAO_SHIM\n") != std::string::npos);
}

TEST_CASE("every error of a file is shown, and the status is 78") {
    Scene scene;
    scene.set_project("version: 1\nmount: []\nmounts:\n  - /nowhere\n");
    const Captured result = check(scene);
    CHECK(result.exit_code == 78);
    CHECK(result.out.empty());
    CHECK(result.err.find("tao-project.yaml:2:1: error: 'mount' is not a key") != std::string::npos);
    CHECK(result.err.find("tao-project.yaml:4:5: error: ") != std::string::npos);
}

TEST_CASE("a mistake in the user's configuration ends a check of a project as it ends its runs") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml", "engine: foo\n");
    const Captured result = check(scene);
    CHECK(result.exit_code == 78);
    CHECK(result.out.empty());
    CHECK(result.err.find("config.yaml:1:9: error: engine must be auto") != std::string::npos);
    const auto json = tao::text::parse_json(check(scene, {"--json"}).out);
    REQUIRE(json);
    CHECK(json->at("exit_code") == 78);
    CHECK(json->at("message").get<std::string>().find("engine must be auto") != std::string::npos);
    CHECK(check(scene, {"tao", "model", "dino", "train"}).exit_code == 78);
}

TEST_CASE("a task that has no effect, or that nothing knows, is a warning") {
    Scene scene;
    scene.set_project(std::string(project) + "task: dino\n");
    CHECK(check(scene).err ==
          "/home/user/cars/tao-project.yaml:5:7: warning: without a layout the task sets no mounts and no "
          "variables\n"
          "    5 | task: dino\n"
          "      |       ^~~~\n"
          "      = to have its mounts and variables, add a line such as layout: data-specs-results\n");
    scene.set_project("version: 1\nmounts: [\".:/w/${task}\"]\ntask: dino\n");
    CHECK(check(scene).err.empty());
    scene.set_project("version: 1\nlayout: tao-experiments\ntask: detectnetv2\n");
    const Captured result = check(scene);
    CHECK(result.exit_code == 0);
    CHECK(result.err ==
          "/home/user/cars/tao-project.yaml:3:7: warning: there is no task 'detectnetv2' in TAO\n"
          "    3 | task: detectnetv2\n"
          "      |       ^~~~~~~~~~~\n"
          "      = did you mean detectnet_v2?\n");
}

TEST_CASE("what needs trust is said beside a variable that is not set") {
    Scene scene;
    scene.files.add_directory("/data");
    scene.set_project("version: 1\nmounts: [/data]\nenvs: {A: \"${NOPE}\"}\n");
    const Captured result = check(scene);
    CHECK(result.exit_code == 78);
    CHECK(result.err.find(":2:10: error: not trusted yet: the mount source '/data'") != std::string::npos);
    CHECK(result.err.find(":3:12: error: the environment variable NOPE is not set") != std::string::npos);
}

TEST_CASE("nothing is said of missing mounts where the mounts themselves are wrong") {
    Scene scene;
    scene.set_project("version: 1\nmounts: .:/w\n");
    CHECK(check(scene).err.find("nothing is mounted") == std::string::npos);
}

TEST_CASE("without a project file there is nothing wrong") {
    Scene scene;
    const Captured result = check(scene);
    CHECK(result.exit_code == 0);
    CHECK(result.err ==
          "tao-shim: there is no tao-project.yaml in this directory or above it\n"
          "tao-shim:   to begin one, type: tao-shim init\n");
}

TEST_CASE("a file that somebody else could have written must not be used") {
    Scene scene;
    scene.files.add_file("/home/user/cars/tao-project.yaml", project, 0644, 1001);
    const Captured result = check(scene);
    CHECK(result.exit_code == 78);
    CHECK(result.err.find("belongs to another user (uid 1001)") != std::string::npos);
}

TEST_CASE("what needs trust is named with its line and the command to type, and the status is 77") {
    Scene scene;
    scene.files.add_directory("/data");
    scene.set_project("version: 1\nmounts:\n  - /data\ndocker:\n  network: host\n");
    const Captured result = check(scene);
    CHECK(result.exit_code == 77);
    CHECK(result.err ==
          "/home/user/cars/tao-project.yaml:3:5: error: not trusted yet: the mount source '/data' is outside "
          "the "
          "project directory, and the container could read and change it\n"
          "    3 |   - /data\n"
          "      |     ^~~~~\n"
          "/home/user/cars/tao-project.yaml:5:12: error: not trusted yet: docker.network 'host' puts the "
          "container "
          "into that network of this computer\n"
          "    5 |   network: host\n"
          "      |            ^~~~\n"
          "tao-shim: nothing is started until you allow what this project file asks for beyond its own "
          "directory\n"
          "tao-shim:   if the file is yours, or you have read these lines and agree, type: tao-shim trust\n"
          "tao-shim:   you are asked again only when one of these values changes\n");
}

TEST_CASE("a link in the project does not make what it leads to a part of the project") {
    Scene scene;
    scene.files.add_directory("/home/user/.ssh");
    scene.files.add_link("/home/user/cars/data", "../.ssh");
    scene.set_project("version: 1\nmounts:\n  - source: data\n    destination: /data\n");
    CHECK(check(scene).exit_code == 77);
}

TEST_CASE("a trusted path in the environment or the user's configuration is enough") {
    Scene scene;
    scene.files.add_directory("/data/kitti");
    scene.set_project("version: 1\nmounts:\n  - /data/kitti\n");
    CHECK(check(scene).exit_code == 77);

    for (const char* path : {"/data", "/data/kitti", "/home/user", "/x:/home/user/cars"}) {
        Scene trusting = scene;
        trusting.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", path);
        INFO(path);
        CHECK(check(trusting).exit_code == 0);
    }
    for (const char* path : {"", "relative", "/dat", "/data/kitti/train", ":"}) {
        Scene trusting = scene;
        trusting.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", path);
        INFO(path);
        CHECK(check(trusting).exit_code == 77);
    }
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml", "trusted_paths:\n  - ~/cars\n");
    CHECK(check(scene).exit_code == 0);
}

TEST_CASE("the findings as JSON have an id and a range in characters") {
    Scene scene;
    scene.set_project("version: 1\nmounts:\n  - {source: é, destination: data}\n");
    const Captured result = check(scene, {"--json"});
    CHECK(result.exit_code == 78);
    CHECK(result.err.empty());
    const auto json = tao::text::parse_json(result.out);
    REQUIRE(json);
    CHECK(json->at("version") == 1);
    CHECK(json->at("exit_code") == 78);
    CHECK(json->at("project") == "/home/user/cars/tao-project.yaml");
    CHECK(json->at("run").is_null());
    REQUIRE(json->at("diagnostics").size() == 2);
    const auto& second = json->at("diagnostics").at(1);
    CHECK(second.at("file") == "/home/user/cars/tao-project.yaml");
    CHECK(second.at("severity") == "error");
    CHECK(second.at("id") == "relative-destination");
    CHECK(second.at("range") ==
          tao::text::Json{{"start", {{"line", 3}, {"column", 30}}}, {"end", {{"line", 3}, {"column", 34}}}});
}

TEST_CASE("a finding about the whole file has no range") {
    Scene scene;
    scene.set_project("mounts: []\n");
    const auto json = tao::text::parse_json(check(scene, {"--json"}).out);
    REQUIRE(json);
    CHECK(json->at("diagnostics").at(0).at("range").is_null());
}

TEST_CASE("of a line is said whether it would run") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/a.yaml");
    const Captured result = check(scene, {"tao", "model", "dino", "train", "-e", "specs/a.yaml"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "the line would run, with /venv/bin/tao\n");
    CHECK(result.err.empty());
}

TEST_CASE("a line whose results would be lost does not do what it says") {
    Scene scene;
    scene.set_project(project);
    const Captured result = check(scene, {"tao", "model", "dino", "train", "-r", "/results/run"});
    CHECK(result.exit_code == 1);
    CHECK(result.out == "the line would not do what it says, with /venv/bin/tao\n");
    CHECK(result.err ==
          "tao-shim: warning: '/results/run' is under no mount: what the task writes there is lost when it "
          "ends\n"
          "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     - {source: results, destination: /results, create: true}\n");
}

TEST_CASE("a directory of the project that is mounted elsewhere and has the file is advised again") {
    Scene scene;
    scene.files.add_file("/home/user/cars/data/1.txt");
    scene.set_project("version: 1\nmounts:\n  - data:/w/d\n");
    const auto advice = [&](const char* typed) {
        const std::string err = check(scene, {"tao", "model", "dino", "train", "-i", typed}).err;
        return err.substr(err.rfind("- "));
    };
    CHECK(advice("/data/1.txt") == "- {source: data, destination: /data}\n");
    CHECK(advice("/data/2.txt") == "- {source: data-2, destination: /data, create: true}\n");
}

TEST_CASE("a value of envs that the task will not have fails the line") {
    Scene scene;
    scene.files.add_file("/mnt/kitti/a.txt");
    scene.set_project("version: 1\nmounts: [\".:/w\"]\nenvs: {A: /mnt/kitti/a.txt}\n");
    CHECK(check(scene, {"tao", "model", "dino", "train"}).exit_code == 1);
}

TEST_CASE("the advice has the form of the file that it is for") {
    Scene scene;
    scene.files.add_directory("/srv/kitti");
    const auto advice = [&](const std::string& content) {
        scene.set_project(content);
        const std::string err = check(scene, {"tao", "model", "dino", "train", "-i", "/srv/kitti"}).err;
        return err.substr(std::min(err.find("to mount it, ") + 13, err.size()));
    };
    CHECK(advice("version: 1\n") ==
          "add these lines at the end of /home/user/cars/tao-project.yaml (one mounts: is enough)\n"
          "tao-shim:     mounts:\n"
          "tao-shim:       - /srv/kitti\n");
    CHECK(advice("version: 1\nmounts: [\".:/w\"]\n") ==
          "put this behind the [ of mounts in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     /srv/kitti,\n");
    CHECK(advice("version: 1\nmounts: []\n") ==
          "put this between the [ and ] of mounts in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     /srv/kitti\n");
    CHECK(advice(R"({"version": 1})") ==
          "put this behind the first { of /home/user/cars/tao-project.yaml\n"
          "tao-shim:     \"mounts\": [\"/srv/kitti\"],\n");
    CHECK(advice(R"({"version": 1, "mounts": [".:/w"]})") ==
          "put this behind the [ of mounts in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     \"/srv/kitti\",\n");
}

TEST_CASE("the advice for a pattern is about the directory that it is in") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_directory("/srv/kitti");
    const Captured result = check(scene, {"tao", "model", "dino", "train", "-i", "/srv/kitti/*/x.png"});
    CHECK(result.exit_code == 1);
    CHECK(result.err ==
          "tao-shim: warning: '/srv/kitti/*/x.png' is on this machine, but no mount covers it: the task will "
          "not "
          "see it\n"
          "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     - /srv/kitti\n");
}

TEST_CASE("a spec file that is not there fails the line, with the one that is probably meant") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/train.yaml");
    for (const char* typed : {"specs/trian.yaml", "/home/user/cars/specs/trian.yaml",
                              "/workspace/tao-experiments/specs/trian.yaml"}) {
        const Captured result = check(scene, {"tao", "model", "dino", "train", "-e", typed});
        INFO(typed);
        CHECK(result.exit_code == 1);
        CHECK(result.out == "the line would not do what it says, with /venv/bin/tao\n");
        const std::string meant = std::string(typed).substr(0, std::string(typed).size() - 10) + "train.yaml";
        const bool is_host_path = std::string(typed).starts_with("/home");
        CHECK(result.err == "tao-shim: error: there is no spec file '" + std::string(typed) + "'" +
                                (is_host_path ? "" : " (/home/user/cars/specs/trian.yaml)") +
                                "\ntao-shim:   did you mean '" + meant + "'?\n");
    }
}

TEST_CASE("a spec file that is a link to nowhere is said to be one, and none is meant in its place") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_directory("/home/user/cars/specs");
    scene.files.add_link("/home/user/cars/specs/train.yaml", "../gone/train.yaml");
    scene.files.add_link("/home/user/cars/specs/trains.yaml", "/gone.yaml");
    const Captured result = check(scene, {"tao", "model", "dino", "train", "-e", "specs/train.yaml"});
    CHECK(result.exit_code == 1);
    CHECK(result.err ==
          "tao-shim: error: there is no spec file 'specs/train.yaml' (/home/user/cars/specs/train.yaml): it "
          "is a "
          "link to '../gone/train.yaml', which is not there\n");
}

TEST_CASE("a spec file whose ending is misspelt is one that is not there, an engine to write is none") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/train.yaml");
    const auto status = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"tao", "model", "dino", "train"});
        return check(scene, words).exit_code;
    };
    CHECK(status({"-e", "specs/train.yam"}) == 1);
    CHECK(status({"-e=specs/train.ymal"}) == 1);
    CHECK(status({"--experiment_spec", "specs/train"}) == 1);
    CHECK(status({"-e", "/workspace/tao-experiments/new.engine"}) == 0);
    CHECK(status({"-e", "specs/train.yaml,specs/train.yaml"}) == 0);
    CHECK(status({"-e", "specs/train.yaml:specs/train.yaml"}) == 0);
    CHECK(status({"-e", "specs/train.yaml,specs/none.yaml"}) == 1);
    CHECK(status({"-e", "none.yaml;specs/train.yaml"}) == 1);
    CHECK(status({"-e", "/home/user/cars/specs/none.yaml:specs/train.yaml"}) == 1);
    CHECK(status({"-e", "@specs/train.yaml"}) == 0);
    CHECK(status({"-e", "@specs/none.yaml"}) == 1);
}

TEST_CASE("what is no file that can be read fails the line where nothing but a spec file is meant") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/t.txt");
    scene.files.add_file("/home/user/cars/specs/mine.txt").make_unreadable("/home/user/cars/specs/mine.txt");
    const auto said = [&](std::vector<std::string> words, const char* subtask = "train") {
        words.insert(words.begin(), {"tao", "model", "detectnet_v2", subtask});
        const Captured result = check(scene, words);
        CHECK(result.exit_code == (result.err.empty() ? 0 : 1));
        return result.err;
    };
    const std::string slash =
        "has a slash at its end, but is a file\ntao-shim:   type it without the slash\n";
    const std::string directory =
        " is a directory, where a spec file is meant\ntao-shim:   name the file in it\n";
    const std::string nothing =
        "tao-shim: error: there is no spec file behind '-e'\n"
        "tao-shim:   for example: -e specs/train.yaml\n";
    CHECK(said({"-e", "specs"}) == "tao-shim: error: 'specs' (/home/user/cars/specs)" + directory);
    CHECK(said({"-e", "specs/"}) == "tao-shim: error: 'specs/' (/home/user/cars/specs)" + directory);
    CHECK(said({"-especs/t.txt/"}).ends_with(slash));
    CHECK(said({"-e", "none"}) == "tao-shim: error: there is no spec file 'none' (/home/user/cars/none)\n");
    CHECK(said({"-e", ""}) == nothing);
    CHECK(said({"-e"}) == nothing);
    CHECK(said({"-e", "-r", "specs"}) == nothing);
    CHECK(said({"--experiment_spec="}).find("behind '--experiment_spec'") != std::string::npos);
    CHECK(said({"-e", "specs/mine.txt"}) ==
          "tao-shim: error: you may not read the spec file 'specs/mine.txt' "
          "(/home/user/cars/specs/mine.txt)\n");
    CHECK(said({"--config-name=none.yaml", "-cd", "specs"}).find("no spec file 'none.yaml'") !=
          std::string::npos);
    CHECK(said({"-e", "specs/t.txt"}).empty());
    for (const char* engine : {"none", "model.trt", "new/model.trt", "new.txt"})
        CHECK(said({"-e", engine}, "converter").find("spec file") == std::string::npos);
    CHECK(said({"-e", "model.trt"}).empty());
}

TEST_CASE("a pattern or a URL in the place of a spec file fails the line, with the files that fit") {
    Scene scene;
    scene.set_project(project);
    for (const char* name : {"b.yaml", "a.yaml", "c.py~", "[x].yaml"})
        scene.files.add_file("/home/user/cars/specs/" + std::string(name));
    const auto said = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"tao", "model", "dino", "train"});
        return check(scene, words).err;
    };
    const auto pattern = [](const std::string& typed, const std::string& hint) {
        return "tao-shim: error: '" + typed +
               "' is a pattern, where one spec file is meant, and nothing puts a name in for it\n"
               "tao-shim:   " +
               hint + "\n";
    };
    CHECK(said({"-e", "specs/*.yaml"}) ==
          pattern("specs/*.yaml", "name one of: specs/[x].yaml, specs/a.yaml, specs/b.yaml"));
    CHECK(said({"-e=/home/user/cars/specs/?.yaml"}) ==
          pattern("/home/user/cars/specs/?.yaml",
                  "name one of: /home/user/cars/specs/a.yaml, /home/user/cars/specs/b.yaml"));
    CHECK(said({"--experiment_spec_file=/workspace/tao-experiments/specs/a*"}) ==
          pattern("/workspace/tao-experiments/specs/a*",
                  "name one of: /workspace/tao-experiments/specs/a.yaml"));
    CHECK(said({"-e", "specs/*.json"}) == pattern("specs/*.json", "name the file"));
    CHECK(said({"-e", "specs/{a,b}.yaml"}) == pattern("specs/{a,b}.yaml", "name the file"));
    CHECK(said({"-e", "specs/[x].yaml"}).empty());
    CHECK(said({"-e", "https://host/a.yaml"}) ==
          "tao-shim: error: 'https://host/a.yaml' is a URL, where a spec file is meant\n"
          "tao-shim:   put a copy of it into the project, and name that\n");
    CHECK(said({"-i", "data/*.jpg"}).empty());
}

TEST_CASE("of a spec file that is not there, the one of another directory may be meant") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/train.yaml").add_directory("/home/user/cars/spices");
    const auto meant = [&](const std::string& typed) {
        const std::string err = check(scene, {"tao", "model", "dino", "train", "-e", typed}).err;
        CHECK(err.find("there is no spec file '" + typed + "'") != std::string::npos);
        const auto at = err.find("did you mean '");
        return at == std::string::npos ? std::string() : err.substr(at + 14, err.rfind('\'') - at - 14);
    };
    CHECK(meant("train.yaml") == "specs/train.yaml");
    CHECK(meant("spec/train.yaml") == "specs/train.yaml");
    CHECK(meant("/home/user/cars/Specs/train.yaml") == "/home/user/cars/specs/train.yaml");
    CHECK(meant("spec/none.yaml").empty());
    CHECK(meant("data/train.yaml").empty());
}

TEST_CASE("a spec file that neither this computer nor any image has fails the line") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/train.yaml");
    const auto fails = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"tao", "model", "dino", "train"});
        const Captured result = check(scene, words);
        return result.exit_code == 1 && result.err.find("there is no spec file") != std::string::npos;
    };
    CHECK(fails({"-e", "/tmp/none.yaml"}));
    CHECK(fails({"-e", "/root/none.yaml"}));
    CHECK(fails({"-e", "~/none.yaml"}));
    CHECK(fails({"--exp", "specs/none.yaml"}));
    CHECK(fails({"--config", "specs/none.yaml"}));
    CHECK(fails({"--config_file=/workspace/tao-experiments/specs/none.yaml"}));
    CHECK_FALSE(fails({"--config", "specs/train.yaml"}));
    CHECK_FALSE(fails({"--config", "fast"}));
    CHECK_FALSE(fails({"--config", "of_the_image/none.yaml"}));
    CHECK_FALSE(fails({"--save_config", "specs/new.yaml"}));
    CHECK_FALSE(fails({"-e", "/opt/nvidia/none.yaml"}));
}

TEST_CASE("a name that the shell has taken apart at its blanks is named, to be put in quotes") {
    Scene scene;
    scene.set_project("version: 1\nmounts:\n  - .:/workspace\n");
    scene.files.add_file("/home/user/cars/my specs/a b.txt", "");
    const auto said = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"tao", "model", "detectnet_v2", "train"});
        return scene.run(check_subcommand(), words).err;
    };
    CHECK(said({"-r", "my", "specs/a", "b.txt"}) ==
          "tao-shim: error: 'my specs/a b.txt' is there, but stands here as 3 words, since it has a blank in "
          "it\n"
          "tao-shim:   put it in quotes: 'my specs/a b.txt'\n");
    CHECK(said({"results_dir=/home/user/cars/my", "specs/a", "b.txt"})
              .ends_with("put it in quotes: '/home/user/cars/my specs/a b.txt'\n"));
    CHECK(said({"-r", "my specs/a b.txt"}).empty());
    CHECK(said({"-r", "specs", "my"}).empty());
    // What no mount covers, the warning says alone.
    scene.files.add_file("/mnt/my disk/1.txt");
    const std::string once = said({"-i", "/mnt/my", "disk/1.txt"});
    CHECK(once.find("the shell has split '/mnt/my disk/1.txt'") != std::string::npos);
    CHECK(once.find("stands here as") == std::string::npos);
}

TEST_CASE("a spec file to come, another option's file and another thing behind -e fail nothing") {
    Scene scene;
    scene.set_project(project);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"-o", "specs/new.txt"},
                                                  {"-e", "out/model.engine"},
                                                  {"-e", "out/model.trt"},
                                                  {"-e", "0.5"},
                                                  {"--cal_json_file", "results/new.json"},
                                                  {"-e", "/opt/nvidia/specs/a.yaml"}}) {
        std::vector<std::string> typed = {"tao", "model", "dino", "train"};
        typed.insert(typed.end(), words.begin(), words.end());
        INFO(words[0] << " " << words[1]);
        CHECK(check(scene, typed).exit_code == 0);
    }
}

TEST_CASE("a path that the task will not have fails the line") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_directory("/mnt/kitti");
    const auto status = [&](const char* path) {
        return check(scene, {"tao", "model", "dino", "train", "-i", path}).exit_code;
    };
    CHECK(status("/mnt/kitti") == 1);
    CHECK(status("~/new") == 1);
    CHECK(status("/workspace/tao-experiment/x") == 1);
    CHECK(status("/results/x") == 1);
    CHECK(status("/opt/nvidia/x") == 0);
}

TEST_CASE("a line without a launcher has the status that tao would have") {
    Scene scene;
    scene.set_project(project);
    scene.invocation.environment.set("PATH", "/usr/bin");
    const Captured result = check(scene, {"tao", "model", "dino", "train"});
    CHECK(result.exit_code == 127);
    CHECK(result.err.starts_with("tao-shim: tao: no launcher found\n"));
}

TEST_CASE(
    "without a launcher a task or subtask that no image has is said, with the nearest, and the status is not "
    "0") {
    Scene scene;
    scene.set_project(project);
    scene.files.add_file("/home/user/cars/specs/a.yaml", "x: 1\n");
    scene.files.add_file("/engines/docker", "program", 0755);
    scene.files.add_file("/engines/podman", "program", 0755);
    scene.files.add_file("/engines/apptainer", "program", 0755);
    scene.files.add_file("/engines/srun", "program", 0755);
    scene.files.add_file("/var/run/docker.sock", "", 0666, 0);
    scene.files.add_file("/dev/net/tun", "", 0666, 0);
    scene.invocation.environment.set("PATH", "/engines");
    const auto checked = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"-e", "specs/a.yaml"});
        return check(scene, words);
    };
    for (const char* engine : {"docker", "podman", "apptainer", "slurm"}) {
        INFO(engine);
        scene.invocation.environment.set("TAO_SHIM_ENGINE", engine);
        for (const std::vector<std::string>& typed :
             {std::vector<std::string>{"tao", "detectnet_v2", "trian"},
              {"tao", "model", "detectnet_v2", "trian"}}) {
            const Captured slip = checked(typed);
            CHECK(slip.exit_code == 1);
            CHECK(slip.err == "tao-shim: error: 'trian' is no subtask; did you mean train?\n");
        }
        CHECK(checked({"tao", "detectnet_v2", "train"}).exit_code == 0);
        CHECK(checked({"tao", "detectnet_v2", "shiny_new"}).exit_code == 0);
        CHECK(checked({"tao", "dino", "gen_trt_engine"}).exit_code == 0);
        CHECK(checked({"tao", "model", "dino", "gen_trt_engine"}).err ==
              "tao-shim: error: the group model has no gen_trt_engine; it is `tao deploy dino "
              "gen_trt_engine`\n");
        const Captured unknown = checked({"tao", "detectnet_v3", "train"});
        CHECK(unknown.exit_code == 1);
        CHECK(unknown.err.find("no release of TAO has a task 'detectnet_v3'\n") != std::string::npos);
        CHECK(unknown.err.find("the closest is 'detectnet_v2'\n") != std::string::npos);
    }
}

TEST_CASE("a path in a spec file that the task will not have fails the line, unless the line sets that key") {
    Scene scene;
    scene.set_project(project);
    const auto status = [&](const char* spec, std::vector<std::string> words) {
        scene.files.add_file("/home/user/cars/specs/a.yaml", spec);
        std::vector<std::string> line = {"tao", "model", "dino", "train", "-e", "specs/a.yaml"};
        line.insert(line.end(), words.begin(), words.end());
        return check(scene, line).exit_code;
    };
    for (const char* path : {"/results/x", "/home/user/cars/results", "/home/someone/x", "/path/to/results",
                             "/workspace/tao-experiment/x"}) {
        INFO(path);
        const std::string spec = std::string("train:\n  results_dir: ") + path + "\n";
        CHECK(status(spec.c_str(), {}) == 1);
        CHECK(status(spec.c_str(), {"train.resume_dir=/opt/x", "--results_dir=/opt/x", "results_dir"}) == 1);
        CHECK(status(spec.c_str(), {"evaluate.results_dir=/workspace/tao-experiments/x"}) == 1);
        CHECK(status(spec.c_str(), {"++train.results_dir=/workspace/tao-experiments/x"}) == 0);
        const std::vector<std::string> line = {
            "tao", "model", "dino", "train", "-e", "specs/a.yaml", "train.results_dir=results"};
        CHECK(check(scene, line).err.empty());
    }
    CHECK(status("results_dir: /workspace/tao-experiments/results\n", {}) == 0);
    scene.set_project(std::string(project) + "specs: off\n");
    CHECK(status("results_dir: /results/x\n", {}) == 0);
}
