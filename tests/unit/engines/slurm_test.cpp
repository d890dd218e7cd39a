// The command lines of srun, whole.
#include "engines/engines.hpp"
#include "engines/slurm_step.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using Container = project::Slurm::Container;
using Words = std::vector<std::string>;
using Variables = std::vector<std::pair<std::string, std::string>>;

namespace {

const text::SourceFile slurm_source{
    "/home/u/cars/tao-project.yaml",
    "version: 1\ndocker: {network: lan, ports: {8888: 8888}, privileged: true, user: 1001}\n"};

struct SlurmExample {
    Task task;
    Surroundings here;
    text::Diagnostics diagnostics{slurm_source};

    SlurmExample() {
        task.image = "nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt";
        task.words = {"dino", "train", "-e", "specs/train.txt", "a b", ""};
        task.mounts = {{"/home/u/cars", "/ws"}, {"/home/u/cars/specs", "/ws/specs", true}};
        task.working_directory = "/ws";
        task.variables = {{"A", "1"}, {"HOME", "/h"}};
        task.run_id = "r";
        task.project = "/home/u/cars/tao-project.yaml";
        task.input = false;
        here.program = "/usr/bin/srun";
        here.user = 1000;
        Placement placement;
        placement.slurm.options = {
            {"--partition=gpu", std::nullopt}, {"-t", std::nullopt}, {"60", std::nullopt}};
        placement.program = "/opt/tao/shims/tao";
        placement.typed = {"dino", "train", "-e", "specs/train.txt", "a b", ""};
        placement.directory = "/home/u/cars";
        placement.passed_on = {"PATH", "HOME", "XDG_CACHE_HOME", "LANG"};
        placement.said = "cafe";
        task.placement = placement;
    }

    Command command() {
        check_for_slurm(task, here, diagnostics);
        return render_for_slurm(task, here);
    }

    std::vector<std::string> faults() {
        check_for_slurm(task, here, diagnostics);
        std::vector<std::string> ids;
        for (const text::Diagnostic& one : diagnostics.all())
            ids.emplace_back(one.id);
        return ids;
    }
};

bool has(const Words& argv, const std::string& word) {
    return std::find(argv.begin(), argv.end(), word) != argv.end();
}

}  // namespace

TEST_CASE("slurm: the line itself goes to the node, for the engine that is there") {
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::podman;
    const Command command = example.command();
    CHECK(command.argv ==
          Words{"srun",
                "--job-name=tao-r",
                "--partition=gpu",
                "-t",
                "60",
                "--comment=tao-shim:r:dino train:/home/u/cars/tao-project.yaml",
                "--nodes=1",
                "--ntasks=1",
                "--ntasks-per-node=1",
                "--disable-status",
                "--input=none",
                "--unbuffered",
                "--chdir=/home/u/cars",
                "--export=HOME,LANG,PATH,TAO_PROJECT,TAO_SHIM_ENGINE,TAO_SHIM_STEP,XDG_CACHE_HOME",
                "/opt/tao/shims/tao",
                "dino",
                "train",
                "-e",
                "specs/train.txt",
                "a b",
                ""});
    CHECK(command.variables == Variables{{"SLURM_EXIT_ERROR", "125"},
                                         {"TAO_PROJECT", "/home/u/cars/tao-project.yaml"},
                                         {"TAO_SHIM_ENGINE", "podman"},
                                         {"TAO_SHIM_STEP", "r:cafe::/home/u/cars"}});
    CHECK(command.fault.empty());
    CHECK(example.diagnostics.all().empty());
}

TEST_CASE("slurm: with a terminal there is one on the node") {
    SlurmExample example;
    example.task.input = true;
    example.task.terminal = true;
    const Words argv = example.command().argv;
    CHECK(has(argv, "--pty"));
    CHECK_FALSE(has(argv, "--unbuffered"));
    CHECK_FALSE(has(argv, "--input=none"));
}

TEST_CASE("slurm: a word that srun would cut the line at is put back on the node") {
    SlurmExample example;
    example.task.placement->typed = {"dino", ":", "x", ":"};
    const Command command = example.command();
    CHECK(Words(command.argv.end() - 4, command.argv.end()) == Words{"dino", "=", "x", "="});
    const auto step = slurm_step(command.variables.back().second);
    REQUIRE(step);
    CHECK(step->colons == std::vector<std::size_t>{2, 4});
}

TEST_CASE("slurm: in an allocation of the user's own it is a step, known by its name") {
    SlurmExample example;
    example.task.placement->in_allocation = true;
    example.task.placement->in_step = true;
    const Words argv = example.command().argv;
    CHECK(has(argv, "--job-name=tao-shim:r:dino train:/home/u/cars/tao-project.yaml"));
    CHECK_FALSE(has(argv, "--job-name=tao-r"));
    CHECK(has(argv, "--overlap"));
}

TEST_CASE("slurm: several nodes, a task each, which end together where one fails") {
    SlurmExample example;
    example.task.placement->slurm.nodes = 3;
    example.task.terminal = true;
    const Words argv = example.command().argv;
    for (const char* word : {"--nodes=3", "--ntasks=3", "--ntasks-per-node=1", "--kill-on-bad-exit=1"})
        CHECK(has(argv, word));
    CHECK_FALSE(has(argv, "--pty"));
}

TEST_CASE("slurm with Pyxis: mounts, directory, image and words are srun's") {
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::pyxis;
    const Command command = example.command();
    const auto end = std::find(command.argv.begin(), command.argv.end(), "--");
    REQUIRE(end != command.argv.end());
    CHECK(Words(command.argv.begin() + 10, end) ==
          Words{"--input=none", "--chdir=/home/u/cars", "--no-container-mount-home",
                "--no-container-remap-root", "--container-writable",
                "--container-image=nvcr.io#nvidia/tao/tao-toolkit:6.26.3-pyt",
                "--container-mounts=/home/u/cars:/ws,/home/u/cars/specs:/ws/specs:ro",
                "--container-workdir=/ws",
                "--export=TAO_SHIM_CARRIED_A,TAO_SHIM_CARRIED_HOME,PATH,HOME,XDG_CACHE_HOME"});
    CHECK(Words(end, command.argv.end()) ==
          Words{"--", "/bin/sh", "-c",
                "export SLURM_JOB_NAME=bash; unset SLURM_EXIT_ERROR SLURM_NTASKS SLURM_NPROCS SLURM_NNODES "
                "SLURM_PROCID SLURM_LOCALID SLURM_NTASKS_PER_NODE RANK LOCAL_RANK GROUP_RANK XDG_CACHE_HOME; "
                "export A=\"$TAO_SHIM_CARRIED_A\"; export HOME=\"$TAO_SHIM_CARRIED_HOME\"; "
                "unset TAO_SHIM_CARRIED_A TAO_SHIM_CARRIED_HOME; exec \"$@\"",
                "tao", "dino", "train", "-e", "specs/train.txt", "a b", ""});
    CHECK(command.variables == Variables{{"SLURM_EXIT_ERROR", "125"},
                                         {"TAO_SHIM_CARRIED_A", "1"},
                                         {"TAO_SHIM_CARRIED_HOME", "/h"}});
    CHECK(command.fault.empty());
}

TEST_CASE(
    "slurm with Pyxis: no variable is srun's or enroot's to go by, or to take for two: all are set in the "
    "container") {
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::pyxis;
    example.task.placement->passed_on = {"ENROOT_DATA_PATH"};
    example.task.variables = {{"TWO", "1\nINJECTED=2"}, {"ENROOT_DATA_PATH", "/x"}, {"SLURM_NTASKS", "4"}};
    const Command command = example.command();
    CHECK(has(command.argv,
              "--export=TAO_SHIM_CARRIED_TWO,TAO_SHIM_CARRIED_ENROOT_DATA_PATH,"
              "TAO_SHIM_CARRIED_SLURM_NTASKS,ENROOT_DATA_PATH"));
    CHECK_FALSE(std::any_of(command.argv.begin(), command.argv.end(),
                            [](const std::string& word) { return word.starts_with("--container-env"); }));
    CHECK(has(command.argv,
              "export SLURM_JOB_NAME=bash; unset SLURM_EXIT_ERROR SLURM_NPROCS SLURM_NNODES SLURM_PROCID "
              "SLURM_LOCALID SLURM_NTASKS_PER_NODE RANK LOCAL_RANK GROUP_RANK; "
              "export TWO=\"$TAO_SHIM_CARRIED_TWO\"; "
              "export ENROOT_DATA_PATH=\"$TAO_SHIM_CARRIED_ENROOT_DATA_PATH\"; "
              "export SLURM_NTASKS=\"$TAO_SHIM_CARRIED_SLURM_NTASKS\"; unset TAO_SHIM_CARRIED_TWO "
              "TAO_SHIM_CARRIED_ENROOT_DATA_PATH TAO_SHIM_CARRIED_SLURM_NTASKS; exec \"$@\""));
    CHECK(command.variables == Variables{{"SLURM_EXIT_ERROR", "125"},
                                         {"TAO_SHIM_CARRIED_TWO", "1\nINJECTED=2"},
                                         {"TAO_SHIM_CARRIED_ENROOT_DATA_PATH", "/x"},
                                         {"TAO_SHIM_CARRIED_SLURM_NTASKS", "4"}});
}

TEST_CASE("slurm with Pyxis: what the hooks of enroot read comes under its own name, with the GPUs") {
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::pyxis;
    example.task.gpus = {{.choice = project::Gpus::Choice::listed, .indices = {0, 3}}, std::nullopt};
    example.task.variables = {{"NVIDIA_DRIVER_CAPABILITIES", "all"}, {"NVIDIA_VISIBLE_DEVICES", "all\nX=1"}};
    const Command command = example.command();
    CHECK(has(command.argv, "--container-env=NVIDIA_DRIVER_CAPABILITIES,CUDA_VISIBLE_DEVICES"));
    CHECK(command.variables == Variables{{"SLURM_EXIT_ERROR", "125"},
                                         {"NVIDIA_DRIVER_CAPABILITIES", "all"},
                                         {"TAO_SHIM_CARRIED_NVIDIA_VISIBLE_DEVICES", "all\nX=1"},
                                         {"CUDA_VISIBLE_DEVICES", "0,3"}});
}

TEST_CASE("slurm with Pyxis: images by the names that enroot reads, files as they are") {
    const auto image = [](const std::string& name) {
        SlurmExample example;
        example.task.placement->slurm.container.value = Container::pyxis;
        example.task.image = name;
        for (const std::string& word : example.command().argv) {
            if (word.starts_with("--container-image=")) return word.substr(18);
        }
        return std::string();
    };
    CHECK(image("nvcr.io/nvidia/tao/x:1") == "nvcr.io#nvidia/tao/x:1");
    CHECK(image("localhost:5000/x:1") == "localhost:5000#x:1");
    CHECK(image("localhost/x:1") == "localhost#x:1");
    CHECK(image("nvidia/cuda:12") == "nvidia/cuda:12");
    CHECK(image("ubuntu") == "ubuntu");
    CHECK(image("/shared/tao.io/x.sqsh") == "/shared/tao.io/x.sqsh");
}

TEST_CASE("slurm with Pyxis: a path that it would evaluate or split is refused") {
    for (const char letter : std::string(",:$`\"\\\n")) {
        SlurmExample example;
        CAPTURE(letter);
        example.task.placement->slurm.container.value = Container::pyxis;
        example.task.mounts.push_back({"/data/a" + std::string(1, letter) + "b", "/data"});
        CHECK(example.command().fault.starts_with("Pyxis cannot mount "));
    }
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::pyxis;
    example.task.mounts.push_back({"/data/a b'(){};*é", "/data"});
    CHECK(example.command().fault.empty());
}

TEST_CASE("slurm with Pyxis: a mount of the project file that it cannot make is said at its place") {
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::pyxis;
    example.task.mounts.push_back({"/data/a,b", "/data"});
    example.task.mounts.back().named = text::Span{0, 1};
    CHECK(example.faults() == Words{"pyxis-mount"});
}

TEST_CASE("slurm with Pyxis: what it cannot express is said at its place") {
    SlurmExample example;
    example.task.placement->slurm.container.value = Container::pyxis;
    example.task.docker.network = {"lan", text::Span{29, 32}};
    example.task.docker.ports = {{{"8888", "8888"}}, text::Span{41, 45}};
    example.task.docker.privileged = {true, text::Span{60, 64}};
    example.task.docker.user = {"1001", text::Span{70, 74}};
    CHECK(example.faults() == Words{"no-network", "no-ports", "no-privileges", "foreign-user"});
}

TEST_CASE("slurm: a limit that the caller cannot have is said where srun hands limits on, else by the node") {
    SlurmExample example;
    example.here.hard_limit = [](std::string_view) -> std::optional<long long> { return 8388608; };
    example.here.shared_memory = [] { return std::optional(1LL << 20); };
    example.task.docker.ulimits = {{{"memlock", -1}}, text::Span{29, 32}};
    example.task.docker.shm_size = {"16G", text::Span{29, 32}};
    example.task.placement->slurm.container.value = Container::apptainer;
    CHECK(example.faults().empty());
    example.task.placement->slurm.container.value = Container::pyxis;
    CHECK(example.faults() == Words{"ulimit"});
}

TEST_CASE("what a run says to its part on the node is read back, whatever the directory is called") {
    const SlurmStep step{.run = "0a1b", .said = "ff", .directory = "/a:b c\n/é", .colons = {1, 12}};
    CHECK(slurm_step(to_text(step)) == step);
    CHECK_FALSE(slurm_step(""));
    CHECK_FALSE(slurm_step("::::"));
    CHECK_FALSE(slurm_step("r:s:x:/d"));
}

TEST_CASE("the marks of a job are read back, and no other comment is one") {
    for (const char* project :
         {"/a:b/tao-project.yaml", "/a\n7|RUNNING|x|tao-shim:r:x:/p/tao-project.yaml", "/50%/\x1b[0m%41%"}) {
        const SlurmMarks marks{.run = "r", .what = "dino train", .project = project};
        CAPTURE(comment_of(marks));
        CHECK(marks_in(comment_of(marks)) == marks);
        CHECK(comment_of(marks).find_first_of("\n\x1b") == std::string::npos);
    }
    for (const char* other : {"", "(null)", "tao-shim", "tao-shim::x:/p", "mine:r:x:/p"})
        CHECK_FALSE(marks_in(other));
}

TEST_CASE("the same message has the same fingerprint in colour and without") {
    CHECK(fingerprint("\x1b[1mwarning:\x1b[0m x") == fingerprint("warning: x"));
    CHECK(fingerprint("warning: x") != fingerprint("warning: y"));
}
