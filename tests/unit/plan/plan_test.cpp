#include "plan/plan.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/invocations.hpp"

using tao::plan::Plan;
using tao::tests::Computer;

namespace {

constexpr char simple_project[] = "version: 1\nmounts:\n  - .:/workspace/tao-experiments\n";

std::vector<std::string> after(const Plan& plan) {
    std::vector<std::string> words;
    for (const auto& word : plan.translation.words)
        words.push_back(word.after);
    return words;
}

std::string value_of(const Plan& plan, const std::string& variable) {
    for (const auto& [name, value] : tao::engines::mounts_file_of(plan.task).envs) {
        if (name == variable) return value;
    }
    return "(absent)";
}

}  // namespace

TEST_CASE("a task in a project is supervised with translated words") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan = computer.plan(
        {"tao", "model", "detectnet_v2", "train", "-e", "specs/train.txt", "-r", "/home/user/cars/results"});
    CHECK(plan.message.empty());
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(after(plan) == std::vector<std::string>{"model", "detectnet_v2", "train", "-e", "specs/train.txt",
                                                  "-r", "/workspace/tao-experiments/results"});
    CHECK(plan.rendered.argv.front() == "/usr/local/bin/tao");
    CHECK(plan.task.working_directory == "/workspace/tao-experiments");
    CHECK(value_of(plan, "TAO_SHIM_PROJECT") == "/home/user/cars/tao-project.yaml");
    CHECK(value_of(plan, "TAO_SHIM_RUN") == "0123456789abcdef");
}

TEST_CASE("the mounts file is the launcher's own form") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan = computer.plan({"tao", "model", "detectnet_v2", "train"});
    CHECK(plan.rendered.files.at(0).content == R"({
  "Mounts": [
    {
      "source": "/home/user/cars",
      "destination": "/workspace/tao-experiments"
    }
  ],
  "Envs": [
    {
      "variable": "TAO_SHIM_PROJECT",
      "value": "/home/user/cars/tao-project.yaml"
    },
    {
      "variable": "TAO_SHIM_RUN",
      "value": "0123456789abcdef"
    }
  ]
})");
}

TEST_CASE("a deeper directory is the task's working directory") {
    Computer computer;
    computer.add_project(simple_project);
    computer.invocation.working_directory = "/home/user/cars/specs";
    CHECK(computer.plan({"tao", "model", "dino", "train"}).task.working_directory ==
          "/workspace/tao-experiments/specs");
}

TEST_CASE("a working directory under no mount leaves the image's own") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - specs:/specs\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).task.working_directory.empty());
}

TEST_CASE("workdir: image and workdir: PATH are as written") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "workdir: image\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).task.working_directory.empty());
    computer.add_project(std::string(simple_project) + "workdir: /opt\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).task.working_directory == "/opt");
}

TEST_CASE("words that the launcher reads itself are not quoted, the task's are") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan = computer.plan({"tao", "model", "detectnet_v2", "train", "a b", "it's"});
    CHECK(plan.rendered.argv == std::vector<std::string>{"/usr/local/bin/tao", "model", "detectnet_v2",
                                                         "train", "a\\ b", "it\\'\\''s"});
}

TEST_CASE("what stands behind the task tells a task, a command and a shell apart") {
    Computer computer;
    computer.add_project(simple_project);
    const auto form = [&](std::vector<std::string> argv) {
        const tao::engines::Task task = computer.plan(std::move(argv)).task;
        return task.words.empty() ? "shell" : task.only_command ? "command" : "task";
    };
    CHECK(form({"tao", "model", "dino", "train", "-e", "x"}) == std::string("task"));
    CHECK(form({"tao", "model", "dino", "--help"}) == std::string("task"));
    CHECK(form({"tao", "model", "dino", "run", "ls"}) == std::string("command"));
    CHECK(form({"tao", "model", "dino", "train", "run"}) == std::string("task"));
    CHECK(form({"tao", "model", "dino"}) == std::string("shell"));
    computer.add_launcher("/usr/local/bin/tao", "from tlt.entrypoint.tao import main");
    CHECK(form({"tao", "dino", "run", "ls"}) == std::string("command"));
    CHECK(form({"tao", "dino"}) == std::string("shell"));
}

TEST_CASE("a fault of the file and one of its mounts are reported together, and nothing is started") {
    Computer computer;
    computer.add_project("version: 1\nmuonts: []\nmounts:\n  - source: specks\n    destination: /specs\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 78);
    CHECK(plan.message ==
          "/home/user/cars/tao-project.yaml:2:1: error: 'muonts' is not a key of a project file\n"
          "    2 | muonts: []\n"
          "      | ^~~~~~\n"
          "      = did you mean mounts?\n"
          "/home/user/cars/tao-project.yaml:4:13: error: the source '/home/user/cars/specks' does not exist\n"
          "    4 |   - source: specks\n"
          "      |             ^~~~~~\n"
          "      = did you mean '/home/user/cars/specs'?\n"
          "tao-shim: nothing was started\n");
}

TEST_CASE("no launcher is 127 with or without a project") {
    Computer computer;
    computer.invocation.environment.set("PATH", "/usr/bin");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 127);
}

TEST_CASE("a guide's line is carried over to the launcher's grammar") {
    Computer computer;
    computer.add_project(simple_project);
    computer.files.add_file("/usr/local/lib/python3.11/site-packages/nvidia_tao_cli/version.py",
                            "MAJOR = \"6\"\nMINOR = \"26\"\nPATCH = \"3\"\n");
    computer.files.add_file(
        "/usr/local/lib/python3.11/site-packages/nvidia_tao_cli/config/config.json",
        R"({"task_group": {"model": {"dockers": {"image": {"tag": {"docker_registry": "nvcr.io",
                               "tasks": ["detectnet_v2"]}}}}}, "format_version": 3.0})");
    const Plan plan =
        computer.plan({"tao", "detectnet_v2", "train", "-e", "/home/user/cars/specs/train.txt"});
    CHECK(plan.message.empty());
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(after(plan) == std::vector<std::string>{"model", "detectnet_v2", "train", "-e",
                                                  "/workspace/tao-experiments/specs/train.txt"});
}

TEST_CASE("a path that no mount covers is warned about with the line to add") {
    Computer computer;
    computer.add_project(simple_project);
    computer.files.add_file("/mnt/kitti/train.txt");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-e", "/mnt/kitti/train.txt"});
    CHECK(plan.action == Plan::Action::supervise);
    CHECK(plan.message ==
          "tao-shim: warning: '/mnt/kitti/train.txt' is on this machine, but no mount covers it: the task "
          "will not see it\n"
          "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     - /mnt/kitti\n");
}

TEST_CASE("a container path with a slip in its destination is warned about") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan =
        computer.plan({"tao", "model", "dino", "train", "-e", "/workspace/tao-experiment/specs/train.txt"});
    CHECK(plan.action == Plan::Action::supervise);
    CHECK(plan.message ==
          "tao-shim: warning: no mount provides '/workspace/tao-experiment/specs/train.txt'\n"
          "tao-shim:   did you mean '/workspace/tao-experiments/specs/train.txt'?\n");
    CHECK(after(plan).back() == "/workspace/tao-experiment/specs/train.txt");
}

TEST_CASE("unmapped: error starts nothing") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "unmapped: error\n");
    computer.files.add_directory("/mnt/kitti");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-e", "/mnt/kitti"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 125);
    CHECK(
        plan.message ==
        "tao-shim: error: '/mnt/kitti' is on this machine, but no mount covers it: the task will not see it\n"
        "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
        "tao-shim:     - /mnt/kitti\n"
        "tao-shim: nothing was started (unmapped: error)\n");
}

TEST_CASE("unmapped: mount mounts an existing path at its own name") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "unmapped: mount\n");
    computer.files.add_directory("/mnt/kitti");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-e", "/mnt/kitti"});
    CHECK(plan.message.empty());
    REQUIRE(plan.task.mounts.size() == 2);
    CHECK(plan.task.mounts[1].destination == "/mnt/kitti");
    CHECK(after(plan).back() == "/mnt/kitti");
}

TEST_CASE("a path that the shell split at a blank is recognised") {
    Computer computer;
    computer.files.add_directory("/home/user/cars 2");
    computer.files.add_file("/home/user/cars 2/tao-project.yaml", simple_project);
    computer.invocation.working_directory = "/home/user/cars 2";
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-r", "/home/user/cars", "2/results"});
    CHECK(plan.message ==
          "tao-shim: warning: the shell has split '/home/user/cars 2/results' at its blanks\n"
          "tao-shim:   put the path into double quotes: \"/home/user/cars 2/results\"\n");
}

TEST_CASE("an argument that is not UTF-8 starts nothing") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-e", "bad\xff.txt"});
    CHECK(plan.exit_code == 125);
    CHECK(plan.message ==
          "tao-shim: error: the argument 'bad\\xff.txt' is not UTF-8, and docker would change it on the way "
          "to the task\n"
          "tao-shim:   rename the file, or reach it by a directory that is named\n");
}

TEST_CASE("a command line longer than Linux passes on starts nothing") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan = computer.plan({"tao", "model", "dino", "train", std::string(131072, 'x')});
    CHECK(plan.exit_code == 125);
    CHECK(plan.message.find("the command line is too long") != std::string::npos);
}

TEST_CASE("user: host is the caller, with a lasting home") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "docker:\n  user: host\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(plan.task.docker.user->value == "1000:1000");
    CHECK(value_of(plan, "HOME") == "/tao-shim-home");
    CHECK(plan.task.mounts.front().source ==
          "/home/user/.cache/tao-shim/homes/home/user/cars/tao-project.yaml/@home");
    CHECK(plan.to_create ==
          std::vector<std::string>{"/home/user/.cache/tao-shim/homes/home/user/cars/tao-project.yaml/@home"});
}

TEST_CASE("user: host gives each project a home of its own, by whatever name it was entered") {
    const std::string content = std::string(simple_project) + "docker:\n  user: host\n";
    Computer computer;
    computer.add_project(content);
    computer.files.add_file("/home/user/a:b/tao-project.yaml", content).add_link("/home/user/short", "cars");
    const auto home_in = [&](const std::string& directory) {
        computer.invocation.working_directory = directory;
        computer.invocation.environment.set("PWD", directory);
        return computer.plan({"tao", "model", "dino", "train"}).to_create;
    };
    const auto own = home_in("/home/user/cars");
    computer.invocation.environment.set("TAO_PROJECT", "/home/user/short/tao-project.yaml");
    CHECK(home_in("/home/user/cars") == own);
    computer.invocation.environment.set("TAO_PROJECT", "/home/user/a:b/tao-project.yaml");
    CHECK(
        home_in("/home/user/a:b") ==
        std::vector<std::string>{"/home/user/.cache/tao-shim/homes/home/user/a%3Ab/tao-project.yaml/@home"});
}

TEST_CASE("user: host without a directory that the home could be in has a temporary one, with a warning") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "docker:\n  user: host\n");
    computer.files.add_directory("/srv/service", 1000, 0555);
    computer.invocation.environment.set("XDG_CACHE_HOME", "/srv/service/cache");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(plan.exit_code == 0);
    CHECK(value_of(plan, "HOME") == "/tmp");
    CHECK(plan.task.mounts.size() == 1);
    CHECK(plan.to_create.empty());
    CHECK(plan.message.find(": warning: "
                            "'/srv/service/cache/tao-shim/homes/home/user/cars/tao-project.yaml/@home' "
                            "cannot be made, so the task has no "
                            "lasting HOME: caches that it writes there go with it\n") != std::string::npos);

    computer.files.add_file("/srv/file");
    computer.invocation.environment.set("XDG_CACHE_HOME", "/srv/file");
    CHECK(value_of(computer.plan({"tao", "model", "dino", "train"}), "HOME") == "/tmp");
}

TEST_CASE("user: host leaves a HOME of the project alone") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "docker:\n  user: host\nenvs:\n  HOME: /results\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(value_of(plan, "HOME") == "/results");
    CHECK(plan.task.mounts.size() == 1);
}

TEST_CASE("user: host is left out for root") {
    Computer computer;
    computer.invocation.user = 0;
    computer.invocation.group = 0;
    computer.files.add_directory("/home/user/cars", 0);
    computer.files.add_file("/home/user/cars/tao-project.yaml",
                            std::string(simple_project) + "docker:\n  user: host\n", 0644, 0);
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK_FALSE(plan.task.docker.user.has_value());
    CHECK(value_of(plan, "HOME") == "(absent)");
    // Null is no user for the launcher, but keeps it from advising to name one.
    CHECK(plan.rendered.files.at(0).content.find("\"DockerOptions\": {\n    \"user\": null\n  }") !=
          std::string::npos);
}

TEST_CASE("a choice of GPUs in the variables of the project is the only one") {
    Computer computer;
    computer.invocation.environment.set("CUDA_VISIBLE_DEVICES", "3");
    for (const char* gpus : {"", "gpus: [0, 1]\n", "gpus: none\n", "gpus: all\n"}) {
        INFO(gpus);
        computer.add_project(std::string(simple_project) + "envs:\n  CUDA_VISIBLE_DEVICES: \"7\"\n" + gpus);
        const Plan plan = computer.plan({"tao", "model", "dino", "train"});
        const auto envs = tao::engines::mounts_file_of(plan.task).envs;
        CHECK(std::count_if(envs.begin(), envs.end(), [](const auto& variable) {
                  return variable.first == "CUDA_VISIBLE_DEVICES";
              }) == 1);
        CHECK(value_of(plan, "CUDA_VISIBLE_DEVICES") == "7");
    }
}

TEST_CASE("a variable without a value comes from the host, and is left out if it is unset there") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "envs:\n  WANDB_API_KEY:\n  MISSING:\n  MODE: fast\n");
    computer.invocation.environment.set("WANDB_API_KEY", "s3cret");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(value_of(plan, "WANDB_API_KEY") == "s3cret");
    CHECK(value_of(plan, "MISSING") == "(absent)");
    CHECK(value_of(plan, "MODE") == "fast");
}

TEST_CASE("gpus of the project decide, else those of the caller") {
    Computer computer;
    computer.invocation.environment.set("CUDA_VISIBLE_DEVICES", "3");
    computer.add_project(simple_project);
    CHECK(value_of(computer.plan({"tao", "model", "dino", "train"}), "CUDA_VISIBLE_DEVICES") == "3");
    computer.add_project(std::string(simple_project) + "gpus: [0, 1]\n");
    CHECK(value_of(computer.plan({"tao", "model", "dino", "train"}), "CUDA_VISIBLE_DEVICES") == "0,1");
    computer.add_project(std::string(simple_project) + "gpus: none\n");
    CHECK(value_of(computer.plan({"tao", "model", "dino", "train"}), "CUDA_VISIBLE_DEVICES") == "-1");
    computer.add_project(std::string(simple_project) + "gpus: all\n");
    CHECK(value_of(computer.plan({"tao", "model", "dino", "train"}), "CUDA_VISIBLE_DEVICES") == "(absent)");
}

TEST_CASE("the project cannot take the run's own markers") {
    Computer computer;
    computer.add_project(std::string(simple_project) + "envs:\n  TAO_SHIM_RUN: mine\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    if (plan.action == Plan::Action::supervise) CHECK(value_of(plan, "TAO_SHIM_RUN") == "0123456789abcdef");
}

TEST_CASE("a newer global mounts file with another destination is mentioned once") {
    Computer computer;
    computer.add_project(simple_project);
    computer.files.add_file("/home/user/.tao_mounts.json",
                            R"({"Mounts": [{"source": "/home/user", "destination": "/data"}]})");
    computer.files.set_modified("/home/user/cars/tao-project.yaml", 100);
    computer.files.set_modified("/home/user/.tao_mounts.json", 200);
    CHECK(
        computer.plan({"tao", "model", "dino", "train"}).message ==
        "tao-shim: note: /home/user/.tao_mounts.json is not in use here, and it has a mount at '/data' that "
        "/home/user/cars/tao-project.yaml lacks\n");
    computer.files.set_modified("/home/user/.tao_mounts.json", 100, 1);
    CHECK_FALSE(computer.plan({"tao", "model", "dino", "train"}).message.empty());
    computer.files.set_modified("/home/user/.tao_mounts.json", 100);
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message.empty());
    computer.files.set_modified("/home/user/.tao_mounts.json", 50);
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message.empty());
}

TEST_CASE("the launcher's own --volume stays as typed, in 6.x") {
    Computer computer;
    computer.add_project(simple_project);
    computer.files.add_file("/usr/local/lib/python3.11/site-packages/nvidia_tao_cli/version.py",
                            "MAJOR = \"6\"\nMINOR = \"26\"\nPATCH = \"3\"\n");
    const Plan plan = computer.plan(
        {"tao", "model", "dino", "train", "--volume", "/home/user/cars/specs:/my specs", "-e", "x"});
    REQUIRE(plan.rendered.argv.size() == 8);
    CHECK(plan.rendered.argv[3] == "--volume");
    CHECK(plan.rendered.argv[4] == "/home/user/cars/specs:/my specs");
}

TEST_CASE("words see the mount of the launcher's own --volume, which stays out of the mounts file") {
    Computer computer;
    computer.add_project(simple_project);
    computer.files.add_file("/usr/local/lib/python3.11/site-packages/nvidia_tao_cli/version.py",
                            "MAJOR = \"6\"\nMINOR = \"0\"\nPATCH = \"0\"\n");
    computer.files.add_file("/mnt/kitti/a.txt");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "--volume", "/mnt/kitti:/k", "-i",
                                     "/mnt/kitti/a.txt", "-r", "/k/out"});
    CHECK(plan.message.empty());
    CHECK(plan.translation.words[6].after == "/k/a.txt");
    for (const auto& mount : plan.task.mounts)
        CHECK(mount.destination != "/k");
    const Plan wrong =
        computer.plan({"tao", "model", "dino", "train", "--volume", "/nowhere:/k", "-r", "/k/out"});
    CHECK(wrong.exit_code == 0);
    CHECK(wrong.message.find("'/k/out' is under no mount") != std::string::npos);
}

TEST_CASE("a directory of the project that --volume mounts elsewhere is lost at its first place") {
    Computer computer;
    computer.add_project(simple_project);
    computer.files.add_file("/usr/local/lib/python3.11/site-packages/nvidia_tao_cli/version.py",
                            "MAJOR = \"6\"\nMINOR = \"0\"\nPATCH = \"0\"\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "--volume", "/home/user/cars:/k", "-r",
                                     "/home/user/cars/out", "-e", "/workspace/tao-experiments/x"});
    CHECK(plan.translation.words[6].after == "/k/out");
    CHECK(plan.translation.words[8].after == "/k/x");
}

TEST_CASE("a source outside the project directory needs trust, and the plan is complete all the same") {
    Computer computer;
    computer.files.add_directory("/mnt/kitti");
    computer.add_project("version: 1\nmounts:\n  - .:/workspace\n  - /mnt/kitti:/data\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-e", "/mnt/kitti"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 77);
    CHECK(plan.message ==
          "/home/user/cars/tao-project.yaml:4:5: error: not trusted yet: the mount source '/mnt/kitti' is "
          "outside the "
          "project directory, and the container could read and change it\n"
          "    4 |   - /mnt/kitti:/data\n"
          "      |     ^~~~~~~~~~\n"
          "tao-shim: nothing is started until you allow what this project file asks for beyond its own "
          "directory\n"
          "tao-shim:   if the file is yours, or you have read these lines and agree, type: tao-shim trust\n"
          "tao-shim:   you are asked again only when one of these values changes\n");
    CHECK(after(plan).back() == "/data");
}

TEST_CASE("TAO_SHIM_TRUSTED_PATHS allows what lies below it") {
    Computer computer;
    computer.files.add_directory("/mnt/kitti");
    computer.add_project("version: 1\nmounts:\n  - /mnt/kitti:/data\n");
    computer.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", "/mnt");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).action == Plan::Action::supervise);
    computer.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", "/mnt/kit");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).exit_code == 77);
}

TEST_CASE("the place of a mount inside another one is made by the user, not by Docker as root") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/workspace\n  - specs:/workspace/dino/specs\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).to_create ==
          std::vector<std::string>{"/home/user/cars/dino/specs"});
}

TEST_CASE("after the launcher's refusal a missing login is named with what to type") {
    Computer computer;
    computer.add_project(simple_project);
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    computer.files.add_file("/var/run/docker.sock");
    const std::string hint = tao::plan::hint_after_refusal(plan, computer.invocation, computer.files);
    CHECK(hint ==
          "you are not logged in to nvcr.io (the password is your NGC API key): there is no readable "
          "/home/user/.docker/config.json\n"
          "type: docker login -u '$oauthtoken' nvcr.io");
}

TEST_CASE("what a task writes elsewhere than here is said with where it goes") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/w\nworkdir: /w/data\n");
    computer.files.add_directory("/home/user/cars/data");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "-r", "new"});
    CHECK(plan.message ==
          "tao-shim: warning: the task does not run in this directory: what it writes to 'new' goes to "
          "'/home/user/cars/data/new'\n"
          "tao-shim:   if '/home/user/cars/new' is meant, type: ./new\n");
}

TEST_CASE("of a path with a reference in it the directory in front is what a mount is advised for") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - specs:/specs\n");
    computer.files.add_directory("/home/user/cars/specs").add_directory("/home/user/cars/out");
    CHECK(
        computer.plan({"tao", "model", "dino", "train", "x=/home/user/cars/out/${name}/a"}).message ==
        "tao-shim: warning: '/home/user/cars/out/${name}/a' is under no mount: what the task writes there is "
        "lost when it ends\n"
        "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
        "tao-shim:     - /home/user/cars/out\n");
}

TEST_CASE("an output where the caller may not write is said if the task has no more rights") {
    const std::string mounts = "version: 1\nmounts:\n  - .:/w\n";
    const std::vector<std::string> words = {"tao", "model", "dino", "train", "results_dir=/w/ro/new"};
    Computer computer;
    computer.files.add_directory("/home/user/cars/ro", 0, 0555);
    computer.add_project(mounts);
    CHECK(computer.plan(words).message.empty());
    computer.add_project(mounts + "docker: {user: host}\n");
    CHECK(computer.plan(words).message ==
          "tao-shim: warning: '/w/ro/new' cannot be written: the task runs as you, who may not write to "
          "'/home/user/cars/ro'\n"
          "tao-shim:   choose another directory, or have it made yours, and see what it is: ls -ld "
          "/home/user/cars/ro\n");
}

TEST_CASE("a path of this computer in a URL is said with what to type") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/w\n");
    computer.files.add_directory("/home/user/cars/data");
    CHECK(computer.plan({"tao", "model", "dino", "train", "x=[file:///home/user/cars/data]"}).message ==
          "tao-shim: warning: 'file:///home/user/cars/data' is left as it is, as all URLs are: the task will "
          "not "
          "find '/home/user/cars/data'\n"
          "tao-shim:   if that is meant, type: file:///w/data\n");
}

TEST_CASE("quotes and a backslash that the task would get are said with what to type") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/w\n");
    computer.files.add_file("/home/user/cars/a b.txt");
    const auto message = [&](const std::string& word, const std::string& task = "detectnet_v2") {
        return computer.plan({"tao", "model", task, "train", word}).message;
    };
    CHECK(message("-r='/w'/new") ==
          "tao-shim: warning: no shell takes the quotes out of '/w'/new: the task gets them as a part of the "
          "name\n"
          "tao-shim:   if '/w/new' is meant, type: -r=/w/new\n"
          "tao-shim:   %env and files of variables keep quotes: write the value there without them\n");
    CHECK(
        message("/w/a\\ b.txt") ==
        "tao-shim: warning: no shell takes the backslash out of /w/a\\ b.txt: the task gets it as a part of "
        "the name\n"
        "tao-shim:   if '/w/a b.txt' is meant, type: '/w/a b.txt'\n");
    // Its image takes quotes away itself.
    CHECK(message("-r='/w'/new", "dino").empty());
}

TEST_CASE("what nothing here puts a value in for is said with who would") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/w\nenvs:\n  DATA: /w/data\n");
    const auto message = [&](const std::string& word) {
        return computer.plan({"tao", "model", "dino", "train", word}).message;
    };
    CHECK(message("x=${oc.env:HOME}/a") ==
          "tao-shim: warning: '${oc.env:HOME}' is the container's, not this computer's, in "
          "'x=${oc.env:HOME}/a'\n"
          "tao-shim:   write that directory out, or set the variable under envs: in "
          "/home/user/cars/tao-project.yaml\n");
    CHECK(message("~+/a") ==
          "tao-shim: warning: '~+' is for a shell, and none reads this word: the task gets '~+/a' as it "
          "stands\n"
          "tao-shim:   write that directory out\n");
    CHECK(message("x=${oc.env:DATA}/a").empty());
}

TEST_CASE("what comes from a page is said with what to type") {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/w\n");
    const auto message = [&](const std::string& word) {
        return computer.plan({"tao", "model", "dino", "train", word}).message;
    };
    CHECK(message("\u2014gpus=1") ==
          "tao-shim: warning: '\u2014gpus=1' has a character in it that looks like - and is U+2014, as web "
          "pages and "
          "word processors have it: the task gets it as it stands\n"
          "tao-shim:   type: --gpus=1\n");
    CHECK(message("\u2014api_key=hunter2").find("hunter2") == std::string::npos);
}
