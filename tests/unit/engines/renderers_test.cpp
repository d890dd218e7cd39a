// The command line of each engine, whole.
#include "engines/engines.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using project::Engine;
using Words = std::vector<std::string>;
using RendererVariables = std::vector<std::pair<std::string, std::string>>;

namespace {

const text::SourceFile source{"/p/tao-project.yaml", "version: 1\ndocker: {user: 1001}\n"};

struct Example {
    Task task;
    Surroundings here;
    text::Diagnostics diagnostics{source};

    Example() {
        task.image = "image:tag";
        task.words = {"dino", "train"};
        task.mounts = {{"/home/u/p", "/w"}};
        task.variables = {{"A", "1"}};
        task.run_id = "r";
        task.input = false;
        here.program = "/usr/bin/program";
        here.user = 1000;
        here.group = 100;
    }

    std::vector<std::string> words(Engine engine) {
        row_of(engine).check(task, here, diagnostics);
        return row_of(engine).render(task, here).argv;
    }

    std::vector<std::string> warnings(Engine engine) const {
        text::Diagnostics found{source};
        row_of(engine).check(task, here, found);
        std::vector<std::string> messages;
        for (const text::Diagnostic& one : found.all()) {
            CHECK(one.severity == text::Severity::warning);
            messages.push_back(one.message);
        }
        return messages;
    }

    void set_user(const std::string& user, bool is_caller) {
        task.docker.user = {user, text::Span{26, 30}};
        task.user_is_caller = is_caller;
    }
};

bool has(const Words& argv, const Words& words) {
    return std::search(argv.begin(), argv.end(), words.begin(), words.end()) != argv.end();
}

}  // namespace

TEST_CASE("docker, with nothing but a mount and a variable") {
    Example example;
    CHECK(example.words(Engine::docker) == Words{"docker", "run", "--rm", "--init", "--name", "tao-r",
                                                 "--label", "tao-shim.run=r", "--mount",
                                                 "type=bind,source=/home/u/p,target=/w", "--env-file", "",
                                                 "--gpus", "all", "image:tag", "dino", "train"});
}

TEST_CASE("docker, with every option") {
    Example example;
    example.task.input = true;
    example.task.terminal = true;
    example.task.working_directory = "/w";
    example.task.gpus = {{.choice = project::Gpus::Choice::listed, .indices = {0, 3}}, std::nullopt};
    example.set_user("1000:100", true);
    example.task.groups = {27, 44};
    example.task.docker.shm_size = {"16G", std::nullopt};
    example.task.docker.ulimits = {{{"memlock", -1}, {"stack", 67108864}}, std::nullopt};
    example.task.docker.network = {"host", std::nullopt};
    example.task.docker.ports = {{{"53/udp", "5353"}, {"8888", "8889"}}, std::nullopt};
    example.task.docker.privileged = {true, std::nullopt};
    CHECK(example.words(Engine::docker) == Words{"docker",         "run",
                                                 "--rm",           "--init",
                                                 "--name",         "tao-r",
                                                 "--label",        "tao-shim.run=r",
                                                 "--interactive",  "--tty",
                                                 "--detach-keys",  "ctrl-],ctrl-],ctrl-],ctrl-]",
                                                 "--workdir",      "/w",
                                                 "--mount",        "type=bind,source=/home/u/p,target=/w",
                                                 "--env-file",     "",
                                                 "--user",         "1000:100",
                                                 "--group-add",    "27",
                                                 "--group-add",    "44",
                                                 "--gpus",         "\"device=0,3\"",
                                                 "--shm-size",     "16G",
                                                 "--network",      "host",
                                                 "--publish",      "5353:53/udp",
                                                 "--publish",      "8889:8888",
                                                 "--privileged",   "--ulimit",
                                                 "memlock=-1",     "--ulimit",
                                                 "stack=67108864", "image:tag",
                                                 "dino",           "train"});
    REQUIRE(example.diagnostics.all().size() == 1);
    CHECK(example.diagnostics.all()[0].message ==
          "with network: host a port of the container has its own number here: 53/udp, 8888");
}

TEST_CASE("ports that have the same number in the computer's own network are not lost") {
    for (const Engine engine : {Engine::docker, Engine::podman, Engine::launcher}) {
        Example example;
        example.task.docker.network = {"host", std::nullopt};
        example.task.docker.ports = {{{"53/udp", "53"}, {"8888", "8888"}}, std::nullopt};
        CHECK(example.warnings(engine).empty());
        example.task.docker.ports = {{{"53/udp", "53"}, {"80", "8888"}}, std::nullopt};
        CHECK(example.warnings(engine) ==
              Words{"with network: host a port of the container has its own number here: 80"});
    }
    Example example;
    example.task.docker.network = {"none", std::nullopt};
    example.task.docker.ports = {{{"8888", "8888"}}, std::nullopt};
    CHECK(example.warnings(Engine::docker) == Words{"with network: none the container has no ports"});
}

TEST_CASE("podman without root, where it has only the computer's own network, loses other ports") {
    Example example;
    example.here.no_network_of_its_own = true;
    example.task.docker.ports = {{{"80", "8888"}}, std::nullopt};
    CHECK(example.warnings(Engine::podman) ==
          Words{"in this computer's own network a port of the container has its own number here: 80"});
    example.task.docker.network = {"lan", std::nullopt};
    CHECK(example.warnings(Engine::podman).empty());
}

TEST_CASE("apptainer: what the caller's limits and /dev/shm do not reach is said, and nothing else") {
    Example example;
    example.here.hard_limit = [](std::string_view name) -> std::optional<long long> {
        return name == "memlock" ? 8388608 : -1;
    };
    example.here.shared_memory = [] { return std::optional(8LL << 30); };
    example.task.docker.ulimits = {{{"memlock", -1}, {"stack", 67108864}}, std::nullopt};
    example.task.docker.shm_size = {"16G", std::nullopt};
    CHECK(example.warnings(Engine::apptainer) ==
          Words{"apptainer cannot raise memlock above your own limit, 8388608: the task gets that",
                "apptainer does not set shm_size: /dev/shm has what it has here, 8192 MiB"});
    example.task.docker.ulimits = {{{"memlock", 8388608}}, std::nullopt};
    for (const char* enough : {"8g", "8Gb", "8192m", "100", "100b", "9999999999999999t"}) {
        CAPTURE(enough);
        example.task.docker.shm_size = {enough, std::nullopt};
        CHECK(example.warnings(Engine::apptainer).empty());
    }
}

TEST_CASE("docker: in an engine of the caller's own, root is the caller") {
    Example example;
    example.here.own_engine = true;
    example.set_user("1000:100", true);
    CHECK_FALSE(has(example.words(Engine::docker), {"--user"}));
    example.set_user("1001", false);
    CHECK(has(example.words(Engine::docker), {"--user", "1001"}));
}

TEST_CASE("docker, podman: variables are in a file, but for what this program says itself") {
    Example example;
    example.task.variables = {
        {"HOME", "/h"},        {"B", " 2 'x' #\"\\"},      {"BASH_ENV", "$(id)"},          {"E", ""},
        {"TAO_SHIM_RUN", "r"}, {"TAO_SHIM_PROJECT", "/p"}, {"TAO_CLIENT_TYPE", "launcher"}};
    for (const auto render : {render_for_docker, render_for_podman}) {
        const Command command = render(example.task, example.here);
        REQUIRE(command.files.size() == 1);
        CHECK(command.files[0].content == "HOME=/h\nB= 2 'x' #\"\\\nBASH_ENV=$(id)\nE=\n");
        CHECK(command.argv.at(command.files[0].word - 1) == "--env-file");
        CHECK(command.variables == RendererVariables{{"TAO_SHIM_RUN", "r"},
                                                     {"TAO_SHIM_PROJECT", "/p"},
                                                     {"TAO_CLIENT_TYPE", "launcher"}});
        CHECK(has(command.argv,
                  {"--env", "TAO_SHIM_RUN", "--env", "TAO_SHIM_PROJECT", "--env", "TAO_CLIENT_TYPE"}));
    }
    example.task.variables = {{"TAO_CLIENT_TYPE", "api"}};
    CHECK(render_for_docker(example.task, example.here).variables.empty());
}

TEST_CASE(
    "docker, podman: a value that is no line of a file gets its name from what runs first in the container") {
    for (const std::string& value :
         {std::string("1\n2"), std::string("1\r"), std::string("\xff"), std::string(65535, 'x')}) {
        Example example;
        example.task.variables = {{"A", "1"}, {"PS4", value}};
        for (const auto render : {render_for_docker, render_for_podman}) {
            const Command command = render(example.task, example.here);
            REQUIRE(command.files.size() == 1);
            CHECK(command.files[0].content == "A=1\n");
            CHECK(command.variables == RendererVariables{{"TAO_SHIM_CARRIED_PS4", value}});
            CHECK(has(command.argv, {"--env", "TAO_SHIM_CARRIED_PS4"}));
            CHECK(has(command.argv,
                      {"image:tag", "/bin/sh", "-c",
                       "export PS4=\"$TAO_SHIM_CARRIED_PS4\"; unset TAO_SHIM_CARRIED_PS4; exec \"$@\"", "tao",
                       "dino"}));
            CHECK(command.fault.empty());
        }
    }
    Example example;
    example.task.words.clear();
    example.task.variables = {{"A", "1\n2"}};
    const Words argv = example.words(Engine::podman);
    CHECK(Words(argv.end() - 2, argv.end()) == Words{"tao", "bash"});
}

TEST_CASE("docker: without GPUs the image's own wish for all of them is taken back") {
    Example example;
    example.task.gpus = {{.choice = project::Gpus::Choice::none, .indices = {}}, std::nullopt};
    CHECK(has(example.words(Engine::docker), {"--env", "NVIDIA_VISIBLE_DEVICES"}));
    example.task.variables.emplace_back("NVIDIA_VISIBLE_DEVICES", "2");
    const Command command = render_for_docker(example.task, example.here);
    CHECK_FALSE(has(command.argv, {"--env", "NVIDIA_VISIBLE_DEVICES"}));
    CHECK(command.files.at(0).content.ends_with("NVIDIA_VISIBLE_DEVICES=2\n"));
}

TEST_CASE("docker and podman: a choice of GPUs made outside is handed on") {
    Example example;
    example.task.visible_gpus = "3";
    for (const Engine engine : {Engine::docker, Engine::podman}) {
        CHECK(has(example.words(engine), {"--env", "CUDA_VISIBLE_DEVICES"}));
    }
}

TEST_CASE("podman without root: the caller's number is kept by the user namespace") {
    Example example;
    example.here.own_engine = true;
    example.set_user("1000:100", true);
    example.task.groups = {27};
    const Words argv = example.words(Engine::podman);
    CHECK(has(argv, {"--userns", "keep-id"}));
    CHECK_FALSE(has(argv, {"--user"}));
    CHECK_FALSE(has(argv, {"--group-add"}));
    example.set_user("0", false);
    CHECK_FALSE(has(example.words(Engine::podman), {"--userns"}));
    CHECK(example.diagnostics.all().empty());
}

TEST_CASE("podman without root: another user is an error with its way out") {
    Example example;
    example.here.own_engine = true;
    example.set_user("1001", false);
    example.words(Engine::podman);
    CHECK(render(example.diagnostics, false) ==
          "/p/tao-project.yaml:2:16: error: podman without root can run a task as you or as root of the "
          "container, who is you outside, not as '1001'\n"
          "    2 | docker: {user: 1001}\n"
          "      |                ^~~~\n"
          "      = write user: host, or remove the line\n"
          "        docker and launcher can: write engine: docker\n");
}

TEST_CASE("podman without root: a limit that cannot be raised is said, and stays") {
    Example example;
    example.task.docker.ulimits = {{{"memlock", -1}, {"stack", 1000}}, text::Span{0, 7}};
    example.here.own_engine = true;
    example.here.hard_limit = [](std::string_view name) -> std::optional<long long> {
        return name == "memlock" ? 8192 : 2000;
    };
    const Words argv = example.words(Engine::podman);
    CHECK(has(argv, {"--ulimit", "memlock=8192", "--ulimit", "stack=1000"}));
    REQUIRE(example.diagnostics.all().size() == 1);
    CHECK(example.diagnostics.all()[0].severity == text::Severity::warning);
    CHECK(example.diagnostics.all()[0].message ==
          "podman without root cannot raise memlock above your own limit, 8192: the task gets that");
    example.here.own_engine = false;
    CHECK(has(example.words(Engine::podman), {"--ulimit", "memlock=-1"}));
}

TEST_CASE("podman: where no network can be made the container has the computer's, unless the project says") {
    Example example;
    example.here.no_network_of_its_own = true;
    CHECK(has(example.words(Engine::podman), {"--network", "host"}));
    CHECK(example.warnings(Engine::podman).empty());
    example.here.chosen_by_project = true;
    CHECK(example.warnings(Engine::podman) ==
          Words{"podman without root can make no network for a container here, since you may not open "
                "/dev/net/tun: the task is in this computer's own"});
    example.task.docker.network = {"host", std::nullopt};
    CHECK(example.warnings(Engine::podman).empty());
    example.task.docker.network = {"none", std::nullopt};
    CHECK(example.warnings(Engine::podman).empty());
    CHECK(has(example.words(Engine::podman), {"--network", "none"}));
    CHECK_FALSE(has(example.words(Engine::podman), {"--network", "host"}));
}

TEST_CASE("apptainer, with nothing but a mount and a variable") {
    Example example;
    example.here.program = "/usr/bin/apptainer";
    const Command command = render_for_apptainer(example.task, example.here);
    CHECK(command.argv == Words{"apptainer", "--quiet", "exec", "--cleanenv", "--containall",
                                "--writable-tmpfs", "--no-eval", "--nv", "--mount",
                                "type=bind,source=/home/u/p,target=/w", "docker://image:tag", "dino",
                                "train"});
    CHECK(command.variables == std::vector<std::pair<std::string, std::string>>{{"APPTAINERENV_A", "1"}});
}

TEST_CASE("apptainer: of a tag and a digest it gets the digest alone") {
    const std::pair<const char*, const char*> examples[] = {
        {"a/b:1@sha256:0f", "docker://a/b@sha256:0f"},
        {"host:5000/a/b:1@sha256:0f", "docker://host:5000/a/b@sha256:0f"},
        {"host:5000/a/b@sha256:0f", "docker://host:5000/a/b@sha256:0f"},
        {"b:1@sha256:0f", "docker://b@sha256:0f"},
        {"host:5000/a/b:1", "docker://host:5000/a/b:1"},
    };
    for (const auto& [image, given] : examples) {
        Example example;
        example.task.image = image;
        CHECK(has(example.words(Engine::apptainer), {given, "dino", "train"}));
    }
}

TEST_CASE("apptainer: HOME is the directory that is mounted there, and no variable") {
    Example example;
    example.task.mounts = {{"/home/u/cache", "/tao-shim-home"}};
    example.task.variables = {{"HOME", "/tao-shim-home"}};
    const Command command = render_for_apptainer(example.task, example.here);
    CHECK(has(command.argv, {"--home", "/home/u/cache:/tao-shim-home"}));
    CHECK_FALSE(has(command.argv, {"--mount"}));
    CHECK(command.variables.empty());
}

TEST_CASE("apptainer: a HOME that is no mount is set in the container") {
    Example example;
    example.task.variables = {{"HOME", "/w/home"}};
    const Command command = render_for_apptainer(example.task, example.here);
    CHECK(has(
        command.argv,
        {"docker://image:tag", "/bin/sh", "-c",
         "export HOME=\"$TAO_SHIM_CARRIED_HOME\"; unset TAO_SHIM_CARRIED_HOME; exec \"$@\"", "tao", "dino"}));
    CHECK(command.variables == std::vector<std::pair<std::string, std::string>>{
                                   {"APPTAINERENV_TAO_SHIM_CARRIED_HOME", "/w/home"}});
}

TEST_CASE("variables by which something would come into a container are known") {
    for (const char* name : {"APPTAINER_BIND", "SINGULARITY_BINDPATH", "APPTAINERENV_A", "SINGULARITYENV_A",
                             "APPTAINER_WORKDIR", "APPTAINER_ENV_FILE"}) {
        CAPTURE(name);
        CHECK(brings_in(Engine::apptainer, false, name));
        CHECK_FALSE(brings_in(Engine::docker, false, name));
    }
    for (const char* name : {"APPTAINER_CACHEDIR", "APPTAINER_TMPDIR", "SINGULARITY_DOCKER_USERNAME", "HOME"})
        CHECK_FALSE(brings_in(Engine::apptainer, false, name));
    CHECK(brings_in(Engine::slurm, true, "PYXIS_CONTAINER_MOUNTS"));
    CHECK_FALSE(brings_in(Engine::slurm, false, "PYXIS_CONTAINER_MOUNTS"));
}

TEST_CASE("apptainer: GPUs that are listed are named to CUDA") {
    Example example;
    example.here.program = "/opt/bin/singularity";
    example.task.gpus = {{.choice = project::Gpus::Choice::listed, .indices = {2}}, std::nullopt};
    const Command command = render_for_apptainer(example.task, example.here);
    CHECK(command.variables == std::vector<std::pair<std::string, std::string>>{
                                   {"SINGULARITYENV_A", "1"}, {"SINGULARITYENV_CUDA_VISIBLE_DEVICES", "2"}});
    CHECK(command.argv.front() == "singularity");
}

TEST_CASE("an image that is a file is for apptainer, and for Slurm, whose nodes may have it or Pyxis") {
    Example example;
    example.task.image = "/images/tao.sif";
    CHECK(has(example.words(Engine::apptainer), {"/images/tao.sif", "dino"}));
    for (const EngineRow& row : engine_rows())
        CHECK(row.takes_image_files == (row.engine == Engine::apptainer || row.engine == Engine::slurm));
}
