// Plans that go to a node, where they are typed and there.
#include "plan/placement.hpp"

#include <algorithm>
#include <string>

#include "engines/slurm_step.hpp"
#include "support/catch.hpp"
#include "support/invocations.hpp"

using tao::engines::SlurmStep;
using tao::plan::Plan;
using tao::project::Engine;
using tao::tests::Computer;

namespace {

using Words = std::vector<std::string>;

// A login node: Slurm's commands, and nothing that starts a container.
struct Login : Computer {
    explicit Login(const std::string& slurm = "") {
        files.add_file("/bin/srun",
                       "\x7f"
                       "ELF",
                       0755, 0);
        set("PATH", "/bin");
        invocation.self_path = "/opt/tao-shim/shims/tao";
        add_project("version: 1\nengine: slurm\n" + slurm +
                    "mounts:\n  - .:/w\nenvs: {A: '${B}', WANDB_API_KEY: }\n");
        set("TAO_SHIM_TRUSTED_PATHS", "/home/user");
        set("B", "b");
    }
    void set(const std::string& name, const std::string& value) { invocation.environment.set(name, value); }
};

// The node that the line comes to.
struct Node : Computer {
    explicit Node(const std::string& slurm = "") {
        files.add_file("/bin/docker",
                       "\x7f"
                       "ELF",
                       0755, 0);
        files.add_file("/var/run/docker.sock", "", 0666, 0);
        set("PATH", "/bin");
        set("TAO_SHIM_ENGINE", "docker");
        add_project("version: 1\nengine: slurm\n" + slurm + "mounts:\n  - .:/w\n");
        come_from({.run = "run", .said = "?", .directory = "/home/user/cars"});
    }
    void set(const std::string& name, const std::string& value) { invocation.environment.set(name, value); }
    void come_from(const SlurmStep& step) {
        set(tao::engines::step_variable, to_text(step));
        tao::plan::take_step(invocation);
    }
};

std::string variable(const std::vector<std::pair<std::string, std::string>>& variables,
                     const std::string& name) {
    for (const auto& [each, value] : variables) {
        if (each == name) return value;
    }
    return "(absent)";
}

bool has(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("the line goes to the node as it was typed, by the program's own path") {
    Login login;
    const Plan plan = login.plan({"tao-deploy", "unet", "evaluate", "-e", "/home/user/cars/specs/train.txt"});
    CHECK(plan.message.empty());
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(plan.engine.engine == Engine::slurm);
    const Words& argv = plan.rendered.argv;
    REQUIRE(argv.size() > 5);
    CHECK(Words(argv.end() - 5, argv.end()) == Words{"/opt/tao-shim/shims/tao-deploy", "unet", "evaluate",
                                                     "-e", "/home/user/cars/specs/train.txt"});
    CHECK(has(argv, "--chdir=/home/user/cars"));
    CHECK(plan.run_directory.empty());
}

TEST_CASE("what the project and the line name goes to the node, and nothing else of the caller") {
    Login login;
    login.set("STRAY", "1");
    login.set("WORLD_SIZE", "7");
    login.set("DATA", "/data");
    login.set("DAT", "x");
    login.set("LC_ALL", "C");
    login.set("DOCKER_HOST", "unix:///x");
    const Plan plan = login.plan({"tao", "dino", "train", "$DATA/x", "${B}y"});
    REQUIRE(plan.task.placement);
    const Words& names = plan.task.placement->passed_on;
    for (const char* name :
         {"B", "DATA", "LC_ALL", "DOCKER_HOST", "PATH", "HOME", "TAO_SHIM_TRUSTED_PATHS"}) {
        CAPTURE(name);
        CHECK(has(names, name));
    }
    for (const char* name : {"STRAY", "WORLD_SIZE", "DAT", "WANDB_API_KEY"}) {
        CAPTURE(name);
        CHECK_FALSE(has(names, name));
    }
}

TEST_CASE("what is wrong is said where the line is typed, before a node is asked for") {
    Login login("slurm: {options: [gpu]}\n");
    const Plan plan = login.plan({"tao", "dino", "train"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 78);
    Login without;
    without.set("PATH", "/nowhere");
    CHECK(without.plan({"tao", "dino", "train"}).exit_code == 78);
}

TEST_CASE("Pyxis runs every task as the caller, who has a home and a name there") {
    Login login("slurm: {container: pyxis}\n");
    const Plan plan = login.plan({"tao", "dino", "train"});
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(variable(plan.task.variables, "HOME") == "/tao-shim-home");
    CHECK(variable(plan.task.variables, "USER") != "(absent)");
    CHECK(has(plan.rendered.argv, "--"));
}

TEST_CASE("on the node the engine of that computer runs it, with the run's own name") {
    Node node;
    const Plan plan = node.plan({"tao", "dino", "train", "-e", "specs/train.txt"});
    CHECK(plan.message.empty());
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(plan.engine.engine == Engine::docker);
    CHECK(variable(plan.task.variables, "TAO_SHIM_RUN") == "run");
    CHECK(variable(plan.task.variables, "WORLD_SIZE") == "(absent)");
    CHECK(variable(plan.task.variables, tao::engines::step_variable) == "(absent)");
}

TEST_CASE("a directory that is not on the node is said, and nothing runs elsewhere") {
    Node node;
    node.come_from({.run = "run", .said = "", .directory = "/home/user/gone"});
    node.set("SLURMD_NODENAME", "gpu01");
    const Plan plan = node.plan({"tao", "dino", "train"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 125);
    CHECK(plan.message ==
          "tao-shim: error: the directory '/home/user/gone' is not on the node gpu01, so nothing was started "
          "there\n"
          "tao-shim:   type the line in a directory that this computer and the nodes share\n");
}

TEST_CASE("jobs that share nodes meet at ports of their own") {
    const auto port = [](const char* job, const char* step) {
        Node node("slurm: {options: [--nodes=2]}\n");
        node.set("SLURM_NODEID", "0");
        node.set("SLURM_JOB_ID", job);
        node.set("SLURM_STEP_ID", step);
        node.come_from({.run = "run", .said = "", .directory = "/home/user/cars"});
        return variable(node.plan({"tao", "dino", "train"}).task.variables, "MASTER_PORT");
    };
    CHECK(port("1", "0") == "20007");
    CHECK(port("2", "0") == "20014");
    CHECK(port("2", "1") == "20015");
    CHECK(port("12345678", "0") == "29746");
    CHECK(port("", "") == "29500");
}

TEST_CASE("on several nodes each task finds the others, unless the project says how") {
    Node node("slurm: {options: [--nodes=2]}\ngpus: [0, 1, 3]\nenvs: {MASTER_PORT: 1234}\n");
    node.set("SLURM_NODEID", "1");
    node.set("SLURM_STEP_NODELIST", "gpu[07-08]");
    node.come_from({.run = "run", .said = "", .directory = "/home/user/cars"});
    const Plan plan = node.plan({"tao", "dino", "train", "-e", "specs/train.txt"});
    REQUIRE(plan.action == Plan::Action::supervise);
    const auto& variables = plan.task.variables;
    CHECK(variable(variables, "WORLD_SIZE") == "2");
    CHECK(variable(variables, "NODE_RANK") == "1");
    CHECK(variable(variables, "NUM_GPU_PER_NODE") == "3");
    CHECK(variable(variables, "MASTER_ADDR") == "gpu07");
    CHECK(variable(variables, "MASTER_PORT") == "1234");
    CHECK(variable(variables, "TAO_SHIM_RUN") == "run-1");
    // TAO writes to the spec file.
    REQUIRE(plan.spec_copies.size() == 1);
    CHECK(plan.task.words.back() == "/tao-shim-specs/" + plan.spec_copies[0].path);
}

TEST_CASE("with Pyxis on several nodes each makes its own copies of the spec files that the line names") {
    Login login("slurm: {container: pyxis, options: [--nodes=2]}\nspecs: off\n");
    const Plan plan =
        login.plan({"tao", "dino", "train", "-e", "specs/train.txt", "--again=/w/specs/train.txt"});
    CHECK(plan.message.empty());
    REQUIRE(plan.action == Plan::Action::supervise);
    REQUIRE(plan.task.node_copies.size() == 1);
    const std::string copy = "/tao-shim-node-specs/1/train.txt";
    CHECK(plan.task.node_copies[0].to == copy);
    CHECK(has(plan.task.words, copy));
    CHECK(has(plan.task.words, "--again=" + copy));
    CHECK(plan.spec_copies.empty());
    CHECK(plan.run_directory.empty());
    // The nodes' names and numbers are not known here.
    CHECK(variable(plan.task.variables, "WORLD_SIZE") == "(absent)");
}

TEST_CASE("with Pyxis on several nodes translated copies are what each copies") {
    Login login("slurm: {container: pyxis, options: [--nodes=2]}\nspecs: rewrite\n");
    login.files.add_file("/home/user/cars/specs/train.yaml", "data: /home/user/cars/data\n");
    const Plan plan = login.plan({"tao", "dino", "train", "-e", "specs/train.yaml"});
    REQUIRE(plan.action == Plan::Action::supervise);
    REQUIRE(plan.spec_copies.size() == 1);
    REQUIRE(plan.task.node_copies.size() == 1);
    CHECK(plan.task.node_copies[0].from == "/tao-shim-specs/" + plan.spec_copies[0].path);
    CHECK(plan.task.words.back() == plan.task.node_copies[0].to);
}

TEST_CASE("with Pyxis on one node the task has the spec file itself") {
    Login login("slurm: {container: pyxis}\n");
    const Plan plan = login.plan({"tao", "dino", "train", "-e", "specs/train.txt"});
    CHECK(plan.task.node_copies.empty());
    CHECK(plan.task.words.back() == "specs/train.txt");
}

TEST_CASE("what was said where the line was typed is not said again on the node") {
    Login login;
    const Words line = {"tao", "dino", "train", "/home/elsewhere/x"};
    login.files.add_file("/home/elsewhere/x", "");
    const Plan typed = login.plan(line);
    REQUIRE(typed.action == Plan::Action::supervise);
    REQUIRE_FALSE(typed.message.empty());
    Node node;
    node.files.add_file("/home/elsewhere/x", "");
    const Plan there = node.plan(line);
    CHECK(there.message == typed.message);
    CHECK_FALSE(tao::plan::was_said(there, node.invocation));
    node.come_from({.run = "run", .said = typed.task.placement->said, .directory = "/home/user/cars"});
    CHECK(tao::plan::was_said(there, node.invocation));
}

TEST_CASE("words that srun would have cut the line at are put back") {
    Node node;
    node.invocation.argv = {"tao", "dino", "=", "=", ":"};
    node.come_from({.run = "run", .said = "", .directory = "/", .colons = {2, 9}});
    CHECK(node.invocation.argv == Words{"tao", "dino", ":", "=", ":"});
    CHECK_FALSE(node.invocation.environment.get(tao::engines::step_variable));
}
