// Plans whose engine is not the launcher.
#include <string>

#include "support/catch.hpp"
#include "support/invocations.hpp"

using tao::plan::Plan;
using tao::project::Engine;
using tao::tests::Computer;

using Words = std::vector<std::string>;

namespace {

constexpr char engine_project[] = "version: 1\nmounts:\n  - .:/w\n";
const std::string toolkit = "nvcr.io/nvidia/tao/tao-toolkit:";

// With docker and its engine, and without a launcher.
struct WithDocker : Computer {
    WithDocker() {
        add_engine("docker");
        files.add_file("/var/run/docker.sock", "", 0666, 0);
        files.add_file("/dev/net/tun", "", 0666, 0);
        set("PATH", "/bin");
        add_project(engine_project);
    }
    void add_engine(const std::string& name) {
        files.add_file("/bin/" + name,
                       "\x7f"
                       "ELF",
                       0755, 0);
    }
    void leave_the_project() {
        files.add_directory("/home/user/elsewhere");
        invocation.working_directory = "/home/user/elsewhere";
    }
    void set(const std::string& name, const std::string& value) { invocation.environment.set(name, value); }
};

std::string variable(const Plan& plan, const std::string& name) {
    for (const auto& [each, value] : plan.task.variables) {
        if (each == name) return value;
    }
    return "(absent)";
}

}  // namespace

TEST_CASE("what is wrong with a file that cannot be read is said without a launcher too") {
    for (const char* content : {"no map\n", "", "mounts: [\n", "\xff\xfe"}) {
        WithDocker computer;
        computer.add_project(content);
        const Plan plan = computer.plan({"tao", "dino", "train"});
        INFO(content);
        CHECK(plan.exit_code == 78);
        CHECK(plan.message.starts_with("/home/user/cars/tao-project.yaml:"));
        CHECK(plan.message.ends_with("tao-shim: nothing was started\n"));
    }
}

TEST_CASE("in a project without a launcher docker runs the task, in either grammar") {
    WithDocker computer;
    const Plan plan =
        computer.plan({"tao", "dino", "train", "-e", "specs/train.txt", "-r", "/home/user/cars/out"});
    CHECK(plan.message.empty());
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(plan.engine.engine == Engine::docker);
    CHECK(plan.task.image == toolkit + "7.1.0-pyt");
    CHECK(plan.image_from == "TAO 7.1");
    CHECK(plan.task.words == Words{"dino", "train", "-e", "specs/train.txt", "-r", "/w/out"});
    CHECK(plan.task.working_directory == "/w");
    CHECK(plan.rendered.program == "/bin/docker");
    CHECK(plan.rendered.argv.front() == "docker");
    CHECK(variable(plan, "TAO_CLIENT_TYPE") == "launcher");
    CHECK(variable(plan, "TAO_SHIM_RUN") == "0123456789abcdef");

    const Plan with_group = computer.plan({"tao", "model", "dino", "train"});
    CHECK(with_group.task.image == toolkit + "6.26.3-pyt");
    CHECK(with_group.task.words == Words{"dino", "train"});
    CHECK(computer.plan({"tao", "dino", "gen_trt_engine", "-e", "x"}).task.image == toolkit + "7.1.0-deploy");
    CHECK(computer.plan({"tlt", "classification", "train"}).task.words ==
          Words{"classification_tf1", "train"});
    CHECK(computer.plan({"tao-deploy", "unet", "evaluate"}).task.image == toolkit + "6.26.3-deploy");
}

TEST_CASE("the engine's process has no variable of the project, whatever it is called") {
    const Words names = {"BASH_ENV",       "ENV",        "PS4",      "SHELLOPTS",
                         "PROMPT_COMMAND", "PYTHONPATH", "PERL5OPT", "MINE"};
    std::string envs = "envs:\n";
    for (const std::string& name : names)
        envs += "  " + name + ": evil\n  " + name + "_2: \"evil\\nlines\"\n";
    for (const std::string engine : {"docker", "podman", "apptainer"}) {
        WithDocker computer;
        CAPTURE(engine);
        computer.add_engine(engine);
        computer.set("TAO_SHIM_ENGINE", engine);
        computer.set("PS4", "mine");
        computer.add_project(engine_project + envs);
        const Plan plan = computer.plan({"tao", "dino", "train"});
        REQUIRE(plan.action == Plan::Action::supervise);
        for (const std::string& name : names) {
            CAPTURE(name);
            CHECK(plan.environment.get_or_empty(name) == (name == "PS4" ? "mine" : ""));
            CHECK_FALSE(plan.environment.get(name + "_2"));
        }
    }
}

TEST_CASE("run is any command, and no arguments are a shell") {
    WithDocker computer;
    CHECK(computer.plan({"tao", "model", "dino", "run", "ls", "/home/user/cars"}).task.words ==
          Words{"ls", "/w"});
    const Plan shell = computer.plan({"tao", "dino"});
    CHECK(shell.task.words.empty());
    CHECK(shell.rendered.argv.back() == "bash");
    CHECK(computer.plan({"tao", "dino", "--help"}).task.words == Words{"dino", "--help"});
}

TEST_CASE("standard input is the task's from a terminal, for run and for a shell") {
    WithDocker computer;
    CHECK_FALSE(computer.plan({"tao", "dino", "train"}).task.input);
    CHECK(computer.plan({"tao", "dino", "run", "cat"}).task.input);
    CHECK(computer.plan({"tao", "dino"}).task.input);
    computer.invocation.input_is_terminal = true;
    CHECK(computer.plan({"tao", "dino", "train"}).task.input);
    CHECK_FALSE(computer.plan({"tao", "dino", "train"}).task.terminal);
    computer.invocation.output_is_terminal = true;
    CHECK(computer.plan({"tao", "dino", "train"}).task.terminal);
}

TEST_CASE("the option --volume is taken as the launcher takes it, and words see its mount") {
    WithDocker computer;
    computer.files.add_file("/mnt/kitti/a.txt");
    const Plan plan = computer.plan({"tao", "model", "dino", "train", "--volume", "/mnt/kitti:/data", "-i",
                                     "/mnt/kitti/a.txt", "--volume", "specs:/specs:ro"});
    CHECK(plan.message.empty());
    CHECK(plan.task.words == Words{"dino", "train", "-i", "/data/a.txt"});
    REQUIRE(plan.task.mounts.size() == 3);
    CHECK(plan.task.mounts[1].source == "/mnt/kitti");
    CHECK(plan.task.mounts[2].source == "/home/user/cars/specs");
    CHECK(plan.task.mounts[2].read_only);
    const Plan missing = computer.plan({"tao", "model", "dino", "train", "--volume", "/nowhere:/data"});
    CHECK(missing.exit_code == 125);
    CHECK(missing.message ==
          "tao-shim: error: --volume '/nowhere:/data': the source '/nowhere' does not exist\n"
          "tao-shim:   make it with: mkdir -p /nowhere\n"
          "tao-shim: nothing was started\n");
}

TEST_CASE("the option --volume is taken anywhere behind run") {
    WithDocker computer;
    computer.files.add_file("/mnt/kitti/a.txt");
    for (const std::vector<std::string>& line :
         {Words{"tao", "dino", "run", "--volume", "/mnt/kitti:/data", "cat", "/mnt/kitti/a.txt"},
          Words{"tao", "model", "dino", "run", "--volume", "/mnt/kitti:/data", "cat", "/mnt/kitti/a.txt"},
          Words{"tao", "dino", "run", "cat", "/mnt/kitti/a.txt", "--volume", "/mnt/kitti:/data"}}) {
        const Plan plan = computer.plan(line);
        CHECK(plan.message.empty());
        CHECK(plan.task.words == Words{"cat", "/data/a.txt"});
        REQUIRE(plan.task.mounts.size() == 2);
        CHECK(plan.task.mounts[1].source == "/mnt/kitti");
    }
}

TEST_CASE("the project chooses engine, image and release, and the machine overrules the engine") {
    WithDocker computer;
    computer.add_launcher("/bin/tao", "from nvidia_tao_cli.entrypoint.tao_launcher import main");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).engine.engine == Engine::launcher);
    computer.add_project(std::string(engine_project) + "engine: docker\nrelease: 5.5.1\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).task.image == toolkit + "5.5.0-pyt");
    computer.add_project(std::string(engine_project) +
                         "engine: docker\nimage: {dino: nvcr.io/nvidia/tao/tao-toolkit:5.3.0-pyt}\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).task.image == toolkit + "5.3.0-pyt");
    computer.files.add_file("/home/user/.config/tao-shim/config.yaml", "engine: launcher\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).engine.engine == Engine::launcher);
    computer.set("TAO_SHIM_ENGINE", "docker");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).engine.engine == Engine::docker);
}

TEST_CASE("the table of an installed launcher, or the user's own, says the image") {
    WithDocker computer;
    computer.add_project(std::string(engine_project) + "engine: docker\n");
    computer.add_launcher("/usr/local/bin/tao", "from nvidia_tao_cli.entrypoint.tao_launcher import main");
    computer.set("PATH", "/bin:/usr/local/bin");
    const std::string package = "/usr/local/lib/python3.11/site-packages/nvidia_tao_cli";
    const std::string table =
        R"({"format_version": 3.0, "task_group": {"model": {"dockers": {"nvidia/tao/tao-toolkit": {
            "6.0.0-pyt": {"docker_registry": "nvcr.io", "tasks": ["dino"]}}}}}})";
    computer.files.add_file(package + "/version.py", "MAJOR = \"6\"\nMINOR = \"0\"\nPATCH = \"0\"\n");
    computer.files.add_file(package + "/config/config.json", table);
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.task.image == toolkit + "6.0.0-pyt");
    CHECK(plan.image_from == "the launcher found (6.0.0)");
    computer.files.add_file("/home/user/.tao/config.json",
                            R"({"format_version": 3.0, "task_group": {"model": {"dockers": {"own": {
            "1": {"docker_registry": "lab", "tasks": ["dino"]}}}}}})");
    CHECK(computer.plan({"tao", "dino", "train"}).task.image == "lab/own:1");
    CHECK(computer.plan({"tao", "dino", "train"}).image_from == "/home/user/.tao/config.json");
}

TEST_CASE("an image that the launcher does not run is said, with the one that it runs") {
    WithDocker computer;
    computer.add_launcher("/usr/local/bin/tao", "from nvidia_tao_cli.entrypoint.tao_launcher import main");
    computer.set("PATH", "/bin:/usr/local/bin");
    const auto said = [&](const std::string& lines) {
        computer.add_project(std::string(engine_project) + lines);
        const Plan plan = computer.plan({"tao", "model", "dino", "train"});
        CHECK(plan.engine.engine == Engine::launcher);
        return plan.message;
    };
    const std::string other = "image: " + toolkit + "5.3.0-pyt\n";
    CHECK(said(other).find("warning: NVIDIA's launcher runs the image of its own table, not '" + toolkit +
                           "5.3.0-pyt'\n") != std::string::npos);
    const std::string package = "/usr/local/lib/python3.11/site-packages/nvidia_tao_cli";
    computer.files.add_file(package + "/version.py", "MAJOR = \"6\"\nMINOR = \"0\"\nPATCH = \"0\"\n");
    computer.files.add_file(
        package + "/config/config.json",
        R"({"format_version": 3.0, "task_group": {"model": {"dockers": {"nvidia/tao/tao-toolkit": {
            "6.0.0-pyt": {"docker_registry": "nvcr.io", "tasks": ["dino"]}}}}}})");
    CHECK(said(other).find("tao-project.yaml:4:8: warning: NVIDIA's launcher runs '" + toolkit +
                           "6.0.0-pyt', not '" + toolkit + "5.3.0-pyt'\n") != std::string::npos);
    CHECK(said("release: 7.1\nimage: {dino: '" + toolkit + "5.3.0-pyt'}\n").find("launcher runs '") !=
          std::string::npos);
    CHECK(said("image: " + toolkit + "6.0.0-pyt\n").empty());
    CHECK(said("image: {unet: " + toolkit + "5.3.0-pyt}\n").empty());
}

TEST_CASE("options for nodes without engine: slurm are said where Slurm is, unless another one is chosen") {
    WithDocker computer;
    const auto said = [&](const std::string& lines) {
        computer.add_project(std::string(engine_project) + "slurm: {options: [--partition=gpu]}\n" + lines);
        return computer.plan({"tao", "dino", "train"}).message;
    };
    CHECK(said("").empty());
    computer.add_engine("srun");
    CHECK(said("") ==
          "/home/user/cars/tao-project.yaml:4:19: warning: this has no effect without engine: slurm: tasks "
          "run on this computer, by docker\n"
          "    4 | slurm: {options: [--partition=gpu]}\n"
          "      |                   ^~~~~~~~~~~~~~~\n"
          "      = to run them on the nodes of the cluster, add the line: engine: slurm\n");
    CHECK(said("engine: auto\n").find("no effect without engine: slurm") != std::string::npos);
    CHECK(said("engine: docker\n").empty());
    computer.set("SLURM_JOB_ID", "7");
    CHECK(said("").empty());
}

TEST_CASE("a task without an image is an error, with its place if the project file is at fault") {
    WithDocker computer;
    const Plan typed = computer.plan({"tao", "dnio", "train"});
    CHECK(typed.exit_code == 125);
    CHECK(typed.message ==
          "tao-shim: error: no release of TAO has a task 'dnio'\n"
          "tao-shim:   the closest is 'dino'\n"
          "tao-shim:   to run it all the same, name its image in the project file: image: {dnio: "
          "REGISTRY/IMAGE:TAG}\n"
          "tao-shim: nothing was started\n");
    computer.add_project(std::string(engine_project) + "release: 7.1\n");
    const Plan release = computer.plan({"tao", "detectnet_v2", "train"});
    CHECK(release.exit_code == 78);
    CHECK(release.message ==
          "/home/user/cars/tao-project.yaml:4:10: error: TAO 7.1 has no task 'detectnet_v2'\n"
          "    4 | release: 7.1\n"
          "      |          ^~~\n"
          "      = the newest release that has it is 6.26.3: write release: 6.26.3\n"
          "        to run it all the same, name its image in the project file: image: {detectnet_v2: "
          "REGISTRY/IMAGE:TAG}\n"
          "tao-shim: nothing was started\n");
}

TEST_CASE("everything that is wrong with the file is said at once, what the engine cannot express too") {
    WithDocker computer;
    computer.add_project(
        "version: 1\nengine: apptainer\nmounts:\n  - specks:/specs\ndocker: {privileged: true}\n");
    computer.files.add_file("/bin/apptainer",
                            "\x7f"
                            "ELF",
                            0755, 0);
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.exit_code == 78);
    CHECK(plan.message ==
          "/home/user/cars/tao-project.yaml:4:5: error: the source '/home/user/cars/specks' does not exist\n"
          "    4 |   - specks:/specs\n"
          "      |     ^~~~~~\n"
          "      = did you mean '/home/user/cars/specs'?\n"
          "/home/user/cars/tao-project.yaml:5:22: error: apptainer runs as you and cannot give a container "
          "more "
          "rights\n"
          "    5 | docker: {privileged: true}\n"
          "      |                      ^~~~\n"
          "      = remove the line\n"
          "        docker, podman and launcher can: write engine: docker\n"
          "tao-shim: nothing was started\n");
}

TEST_CASE("a working directory that a mount should have and has not is an error before anything starts") {
    WithDocker computer;
    computer.add_project(std::string(engine_project) + "workdir: /w/deep\n");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.exit_code == 78);
    CHECK(plan.message.find(
              "the task's working directory '/w/deep' is '/home/user/cars/deep' here, and there is "
              "no such directory") != std::string::npos);
    computer.files.add_directory("/home/user/cars/deep");
    CHECK(computer.plan({"tao", "dino", "train"}).task.working_directory == "/w/deep");
}

TEST_CASE("the engine is the one that the docker command would choose, for everybody who looks at it") {
    WithDocker computer;
    computer.files.add_file("/home/user/.docker/config.json", R"({"currentContext": "mine"})");
    computer.files.add_file(
        "/home/user/.docker/contexts/meta/1/meta.json",
        R"({"Name": "mine", "Endpoints": {"docker": {"Host": "unix:///run/user/1000/d.sock"}}})");
    computer.files.add_file("/run/user/1000/d.sock", "", 0600, 1000);
    computer.add_project(std::string(engine_project) + "docker: {user: host}\n");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.environment.get_or_empty("DOCKER_HOST") == "unix:///run/user/1000/d.sock");
    CHECK(plan.surroundings.own_engine);
    CHECK(variable(plan, "HOME") == "/tao-shim-home");
    CHECK(variable(plan, "USER") == "user");
}

TEST_CASE("outside of a project, and where nothing can run a task, no launcher is 127") {
    WithDocker computer;
    computer.leave_the_project();
    CHECK(computer.plan({"tao", "dino", "train"}).exit_code == 127);
    computer.invocation.working_directory = "/home/user/cars";
    computer.set("PATH", "/usr/bin");
    CHECK(computer.plan({"tao", "dino", "train"}).exit_code == 127);
    computer.set("PATH", "/bin");
    computer.set("TAO_SHIM", "off");
    CHECK(computer.plan({"tao", "dino", "train"}).exit_code == 127);
}

TEST_CASE("what needs no container is answered where there is an engine and no launcher") {
    WithDocker computer;
    for (const Words& line :
         {Words{"tao"}, Words{"tao", "--help"}, Words{"tao", "info"}, Words{"tao", "list"},
          Words{"tao", "stop", "--all"}, Words{"tao", "model", "--help"}}) {
        CAPTURE(line.back());
        CHECK(computer.plan(line).action == Plan::Action::answer);
    }
    computer.leave_the_project();
    CHECK(computer.plan({"tao", "info"}).exit_code == 127);
    computer.set("TAO_SHIM_ENGINE", "docker");
    CHECK(computer.plan({"tao", "info"}).action == Plan::Action::answer);
}

TEST_CASE("a program that is no launcher keeps its line, unless another engine is asked for") {
    WithDocker computer;
    computer.files.add_file("/bin/sh", "\x7f", 0755, 0);
    computer.files.add_file("/bin/tao", "#!/bin/sh\necho hello\n", 0755, 0);
    CHECK(computer.plan({"tao", "dino", "train"}).action == Plan::Action::pass_through);
    computer.add_project(std::string(engine_project) + "engine: docker\n");
    CHECK(computer.plan({"tao", "dino", "train"}).action == Plan::Action::supervise);
}

TEST_CASE("nvidia-tao-client is no launcher for a launcher's line") {
    WithDocker computer;
    computer.add_launcher("/bin/tao", "from tao_cli.tao import main");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.action == Plan::Action::supervise);
    CHECK(plan.engine.engine == Engine::docker);
    CHECK(computer.plan({"tao", "dino", "create-job"}).action == Plan::Action::pass_through);
}

TEST_CASE("LAUNCHER_MOUNTS is the launcher's business alone") {
    WithDocker computer;
    computer.set("LAUNCHER_MOUNTS", "/home/user/m.json");
    CHECK(computer.plan({"tao", "dino", "train"}).action == Plan::Action::supervise);
    computer.add_launcher("/bin/tao", "from nvidia_tao_cli.entrypoint.tao_launcher import main");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).action == Plan::Action::pass_through);
}

TEST_CASE("an image of somebody's needs trust, and the plan is complete all the same") {
    WithDocker computer;
    computer.add_project(std::string(engine_project) + "image: lab/own:1\n");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.exit_code == 77);
    CHECK(plan.task.image == "lab/own:1");
    CHECK(plan.message.find("not trusted yet: the image 'lab/own:1'") != std::string::npos);
}

TEST_CASE("a launcher that cannot be used is never replaced in silence: its own error, and the other way") {
    const auto broken = [](auto make) {
        WithDocker computer;
        computer.set("PATH", "/venv/bin:/bin");
        make(computer);
        return computer.plan({"tao", "model", "dino", "train"});
    };
    const std::string script =
        "#!/venv/bin/python3\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\nmain()\n";
    const std::string other_way =
        "tao-shim:   or without it: to run the tasks of this project on docker, write engine: docker in "
        "/home/user/cars/tao-project.yaml\n";
    const Plan dead =
        broken([&](WithDocker& computer) { computer.files.add_file("/venv/bin/tao", script, 0755); });
    CHECK(dead.action == Plan::Action::fail);
    CHECK(dead.exit_code == 126);
    CHECK(dead.message.find("its interpreter /venv/bin/python3 does not exist") != std::string::npos);
    CHECK(dead.message.ends_with(other_way));
    const Plan gone = broken([&](WithDocker& computer) {
        computer.files.add_link("/venv/bin/tao", "/gone/pipx/venvs/nvidia-tao/bin/tao");
    });
    CHECK(gone.action == Plan::Action::fail);
    CHECK(gone.message.find("/venv/bin/tao: a link to a file that does not exist\n") != std::string::npos);
    CHECK(gone.message.ends_with(other_way));
    // What is left of this shim itself is no launcher.
    const Plan old_shim = broken([&](WithDocker& computer) {
        computer.files.add_link("/venv/bin/tao", "/gone/lib/tao-shim/shims/tao");
    });
    CHECK(old_shim.action == Plan::Action::supervise);
    const Plan forbidden = broken([&](WithDocker& computer) {
        computer.files.add_file("/venv/bin/tao", script, 0755);
        computer.files.add_file("/venv/bin/python3", "program", 0600, 0);
    });
    CHECK(forbidden.exit_code == 126);
    CHECK(forbidden.message.find("permission denied") != std::string::npos);
    CHECK(forbidden.message.ends_with(other_way));
    const Plan not_executable =
        broken([&](WithDocker& computer) { computer.files.add_file("/venv/bin/tao", script, 0644); });
    CHECK(not_executable.exit_code == 126);
    CHECK(not_executable.message.ends_with(other_way));
    const Plan named = broken([](WithDocker& computer) { computer.set("TAO_SHIM_LAUNCHER", "/gone/tao"); });
    CHECK(named.exit_code == 127);
    CHECK(named.message.ends_with(other_way));
    const Plan chosen = broken([&](WithDocker& computer) {
        computer.files.add_file("/venv/bin/tao", script, 0644);
        computer.set("TAO_SHIM_ENGINE", "docker");
    });
    CHECK(chosen.action == Plan::Action::supervise);
    CHECK(chosen.message.empty());
}

TEST_CASE("a variable of envs whose value is a path of the host is written with the container's name") {
    WithDocker computer;
    computer.files.add_file("/home/user/cars/certs/login.json");
    computer.add_project(
        "version: 1\nmounts: [{source: ., destination: /w}]\nenvs:\n"
        "  DATA: /home/user/cars/specs\n  NEW: ${project_dir}/out/new\n  LIST: \"/home/user/cars/a:/opt/b\"\n"
        "  HERE: ~/cars\n  INSIDE: /w/specs\n  LIBRARIES: /usr/local/lib\n  RELATIVE: specs/train.txt\n"
        "  ADDRESS: \"file:///home/user/cars\"\n  CREDENTIALS: /home/user/cars/certs/login.json\n"
        "  API_KEY: /home/user/cars/ab+c=\n  QUOTED: '\"/home/user/cars\"'\n  DATA_DOWNLOAD_DIR:\n");
    computer.set("DATA_DOWNLOAD_DIR", "/home/user/cars/taken");
    computer.set("TAO_SHIM_TRUSTED_PATHS", "/home/user/cars");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.message.empty());
    CHECK(variable(plan, "DATA") == "/w/specs");
    CHECK(variable(plan, "NEW") == "/w/out/new");
    CHECK(variable(plan, "LIST") == "/w/a:/opt/b");
    CHECK(variable(plan, "HERE") == "/w");
    CHECK(variable(plan, "INSIDE") == "/w/specs");
    CHECK(variable(plan, "LIBRARIES") == "/usr/local/lib");
    CHECK(variable(plan, "RELATIVE") == "specs/train.txt");
    CHECK(variable(plan, "ADDRESS") == "file:///home/user/cars");
    CHECK(variable(plan, "CREDENTIALS") == "/w/certs/login.json");
    CHECK(variable(plan, "API_KEY") == "/home/user/cars/ab+c=");
    CHECK(variable(plan, "QUOTED") == "\"/w\"");
    CHECK(variable(plan, "DATA_DOWNLOAD_DIR") == "/w/taken");

    computer.add_project(
        "version: 1\nmounts: [{source: ., destination: /w}]\ntranslate: off\n"
        "envs: {DATA: /home/user/cars/specs}\n");
    CHECK(variable(computer.plan({"tao", "dino", "train"}), "DATA") == "/home/user/cars/specs");
    computer.add_project(
        "version: 1\nmounts: [{source: ., destination: /w}]\n"
        "translate: {never: [DATA]}\nenvs: {DATA: /home/user/cars/specs}\n");
    CHECK(variable(computer.plan({"tao", "dino", "train"}), "DATA") == "/home/user/cars/specs");
}

TEST_CASE("a variable of envs with a path that no mount covers is said, with its place and the line to add") {
    for (const bool with_launcher : {false, true}) {
        WithDocker computer;
        if (with_launcher) computer.set("PATH", "/usr/local/bin:/bin");
        computer.files.add_file("/mnt/kitti/a.txt");
        const std::string file =
            "version: 1\nmounts: [{source: ., destination: /w}]\n"
            "envs: {DATA: /mnt/kitti/a.txt, OUT: /results/first}\n";
        computer.add_project(file);
        const Plan plan = computer.plan({"tao", "dino", "train"});
        CHECK(plan.action == Plan::Action::supervise);
        CHECK(variable(plan, "DATA") == "/mnt/kitti/a.txt");
        CHECK(plan.message ==
              "/home/user/cars/tao-project.yaml:3:8: warning: DATA: '/mnt/kitti/a.txt' is on this machine, "
              "but no "
              "mount covers it: the task will not see it\n"
              "    3 | envs: {DATA: /mnt/kitti/a.txt, OUT: /results/first}\n"
              "      |        ^~~~\n"
              "      = to mount it, put this behind the [ of mounts in /home/user/cars/tao-project.yaml\n"
              "            /mnt/kitti,\n"
              "/home/user/cars/tao-project.yaml:3:32: warning: OUT: '/results/first' is under no mount: what "
              "the task "
              "writes there is lost when it ends\n"
              "    3 | envs: {DATA: /mnt/kitti/a.txt, OUT: /results/first}\n"
              "      |                                ^~~\n"
              "      = to mount it, put this behind the [ of mounts in /home/user/cars/tao-project.yaml\n"
              "            {source: results, destination: /results, create: true},\n");
        computer.add_project(file + "unmapped: error\n");
        const Plan refused = computer.plan({"tao", "dino", "train"});
        CHECK(refused.action == Plan::Action::fail);
        CHECK(refused.exit_code == 78);
    }
}

TEST_CASE("relative values of envs are paths from the project's directory, where they are paths") {
    Computer computer;
    computer.files.add_file("/home/user/cars/data/1.txt").add_directory("/home/user/cars/results");
    computer.files.add_file("/home/user/Ne/1.txt");
    const auto value = [&](const std::string& written, const std::string& mounts) {
        computer.add_project("version: 1\nmounts: [" + mounts + "]\nenvs: {A: " + written + "}\n");
        return variable(computer.plan({"tao", "dino", "train"}), "A");
    };
    const std::string apart = "data:/data, results:/results";
    CHECK(value("data/1.txt", apart) == "/data/1.txt");
    CHECK(value("results/new", apart) == "/results/new");
    CHECK(value("./results", apart) == "/results");
    CHECK(value("results", apart) == "results");
    CHECK(value("team/project", apart) == "team/project");
    // The task runs in this directory.
    CHECK(value("data/1.txt", ".:/w") == "data/1.txt");
    CHECK(value("../Ne/1.txt", ".:/w") == "../Ne/1.txt");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.lacks_files);
    CHECK(plan.message.find(
              "A: '../Ne/1.txt', which is '/home/user/Ne/1.txt', is on this machine, but no mount "
              "covers it") != std::string::npos);
}

TEST_CASE("the bare name of a directory in a variable of envs that names one is said") {
    Computer computer;
    computer.files.add_directory("/home/user/cars/results").add_directory("/home/user/cars/other");
    computer.add_project(
        "version: 1\nmounts: [results:/results]\n"
        "envs: {RESULTS_DIR: results, DATA_DIR: other, LOG_DIR: new, MODE: results}\n");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(variable(plan, "RESULTS_DIR") == "results");
    CHECK(variable(plan, "DATA_DIR") == "other");
    CHECK(plan.lacks_files);
    CHECK(plan.message.find("RESULTS_DIR: the task does not run in this directory: ") != std::string::npos);
    CHECK(plan.message.find("type: ./results") != std::string::npos);
    CHECK(plan.message.find("DATA_DIR: 'other', which is '/home/user/cars/other', is on this machine, but no "
                            "mount covers it") != std::string::npos);
    CHECK(plan.message.find("warning: MODE") == std::string::npos);
}

TEST_CASE("the value of a variable with a secret's name is in no message") {
    Computer computer;
    computer.invocation.environment.set("KEY", "tlt_secretkey");
    computer.add_project("version: 1\nmounts: [\".:/w\"]\n");
    const Plan plan = computer.plan({"tao", "dino", "train", "-r", "/results/$KEY"});
    CHECK(plan.message.find("'/results/***' is under no mount") != std::string::npos);
    CHECK(plan.message.find("tlt_secretkey") == std::string::npos);
}

TEST_CASE("where nothing can run the line, everything else that is wrong is said as well") {
    Computer computer;
    computer.files.add_file("/mnt/kitti/a.txt");
    computer.invocation.environment.set("PATH", "/empty");
    computer.add_project(engine_project);
    const Plan plan =
        computer.plan({"tao", "model", "dino", "train", "-i", "/mnt/kitti/a.txt", "-r", "/results/x"});
    CHECK(plan.exit_code == 127);
    CHECK(plan.message.find("'/mnt/kitti/a.txt' is on this machine, but no mount covers it") !=
          std::string::npos);
    CHECK(plan.message.find("'/results/x' is under no mount") != std::string::npos);
    CHECK(plan.message.find("tao: no launcher found") != std::string::npos);
    computer.add_project("version: 1\nmounts: [/nowhere]\nbogus: 1\n");
    const Plan wrong = computer.plan({"tao", "model", "dino", "train"});
    CHECK(wrong.exit_code == 127);
    CHECK(wrong.message.find("bogus") != std::string::npos);
}

TEST_CASE("with the shim off and no launcher, what would run without it is named") {
    for (const auto& [name, value] : {std::pair("TAO_SHIM", "off"), std::pair("TAO_DOCKER_DISABLE", "1")}) {
        WithDocker computer;
        computer.set(name, value);
        const Plan plan = computer.plan({"tao", "dino", "train"});
        CHECK(plan.exit_code == 127);
        CHECK(plan.message.ends_with(
            "tao-shim:   or without it: " + std::string(name) + "=" + value +
            " keeps the shim from running a project's tasks on docker; to have it do so, "
            "type: unset " +
            name + "\n"));
    }
}

TEST_CASE("a working directory that was deleted is said") {
    WithDocker computer;
    computer.invocation.working_directory.clear();
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.exit_code == 127);
    CHECK(plan.message.starts_with(
        "tao-shim: this directory does not exist any more, so no project can be found from "
        "here\ntao-shim:   go to one that is there: cd DIRECTORY\n"));
    Computer with_launcher;
    with_launcher.invocation.working_directory.clear();
    const Plan passed = with_launcher.plan({"tao", "dino", "train"});
    CHECK(passed.action == Plan::Action::pass_through);
    CHECK(passed.message.empty());
    CHECK(passed.reason == "this directory does not exist any more");
}

TEST_CASE("a file without the right to be executed is no launcher, unless it is NVIDIA's by its text") {
    WithDocker computer;
    computer.set("PATH", "/other:/bin");
    computer.files.add_file("/other/tao", "my notes\n", 0644);
    CHECK(computer.plan({"tao", "dino", "train"}).action == Plan::Action::supervise);
}

TEST_CASE("an engine on another computer is the environment's fault, not the project file's") {
    WithDocker computer;
    computer.add_project(std::string(engine_project) + "engine: docker\n");
    computer.set("DOCKER_HOST", "ssh://gpu1");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.exit_code == 125);
    CHECK(plan.message.starts_with(
        "tao-shim: error: the Docker Engine that DOCKER_HOST names is on another computer (ssh://gpu1)"));
    computer.set("DOCKER_HOST", "bogus");
    CHECK(computer.plan({"tao", "dino", "train"})
              .message.starts_with(
                  "tao-shim: error: DOCKER_HOST names no address of a Docker Engine: 'bogus'\n"));
}

TEST_CASE("a task of image: that no table has is said where a name is near, unless the line asks for it") {
    WithDocker computer;
    computer.add_project(std::string(engine_project) + "image: {detectnetv2: nvcr.io/nvidia/tao/x:1}\n");
    CHECK(computer.plan({"tao", "dino", "train"}).message ==
          "/home/user/cars/tao-project.yaml:4:9: warning: no table of tasks has 'detectnetv2': its image is "
          "used "
          "only by a line that names that task\n"
          "    4 | image: {detectnetv2: nvcr.io/nvidia/tao/x:1}\n"
          "      |         ^~~~~~~~~~~\n"
          "      = did you mean detectnet_v2?\n");
    CHECK(computer.plan({"tao", "detectnetv2", "train"}).message.empty());
    computer.add_project(std::string(engine_project) + "image: {my_own_task: nvcr.io/nvidia/tao/x:1}\n");
    CHECK(computer.plan({"tao", "dino", "train"}).message.empty());
    computer.add_project(std::string(engine_project) + "image: {faster_rcnn: nvcr.io/nvidia/tao/x:1}\n");
    CHECK(computer.plan({"tao", "dino", "train"}).message.empty());
}

TEST_CASE("docker:// in front of an image is taken off, for every engine") {
    for (const std::string engine : {"docker", "podman", "apptainer"}) {
        WithDocker computer;
        CAPTURE(engine);
        computer.add_engine(engine);
        computer.set("TAO_SHIM_ENGINE", engine);
        computer.add_project(std::string(engine_project) + "image: docker://nvcr.io/nvidia/tao/x:1\n");
        const Plan plan = computer.plan({"tao", "dino", "train"});
        CHECK(plan.message.empty());
        CHECK(plan.task.image == "nvcr.io/nvidia/tao/x:1");
    }
}

TEST_CASE("an image that is a file which is not there is an error at its place") {
    WithDocker computer;
    computer.files.add_file("/bin/apptainer",
                            "\x7f"
                            "ELF",
                            0755, 0);
    computer.set("TAO_SHIM_ENGINE", "apptainer");
    computer.add_project(std::string(engine_project) + "image: nothere.sif\n");
    const Plan plan = computer.plan({"tao", "dino", "train"});
    CHECK(plan.exit_code == 78);
    CHECK(plan.message.find(":4:8: error: the image '/home/user/cars/nothere.sif' is not there\n") !=
          std::string::npos);
    computer.add_project(std::string(engine_project) + "image: {dino: a/b:1, unet: nothere.sif}\n");
    CHECK(computer.plan({"tao", "dino", "train"}).message.find(":4:28: warning: the image ") !=
          std::string::npos);
    CHECK(computer.plan({"tao", "unet", "train"}).message.find(":4:28: error: the image ") !=
          std::string::npos);
    computer.files.add_file("/home/user/cars/nothere.sif");
    CHECK(computer.plan({"tao", "unet", "train"}).message.find("is not there") == std::string::npos);
}
