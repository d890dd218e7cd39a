#include "launcher/mounts_file.hpp"

#include "support/catch.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

MountsFile example() {
    MountsFile file;
    file.mounts = {{"/home/user/cars", "/mnt/cars", "/workspace/tao-experiments"}, {"/z é", "/z é", "/a"}};
    file.envs = {{"WANDB_API_KEY", "s\"ecret"}, {"A", "1"}};
    file.docker.user = {"1000:1000", std::nullopt};
    file.docker.shm_size = {"16G", std::nullopt};
    file.docker.ulimits = {{{"memlock", -1}, {"stack", 67108864}}, std::nullopt};
    file.docker.ports = {{{"8888", "8888"}}, std::nullopt};
    file.docker.privileged = {false, std::nullopt};
    return file;
}

}  // namespace

TEST_CASE(
    "the mounts file has the launcher's three keys, in the project's order, and sources by their real "
    "paths") {
    CHECK(render(example(), false) == R"({
  "Mounts": [
    {
      "source": "/mnt/cars",
      "destination": "/workspace/tao-experiments"
    },
    {
      "source": "/z é",
      "destination": "/a"
    }
  ],
  "Envs": [
    {
      "variable": "WANDB_API_KEY",
      "value": "s\"ecret"
    },
    {
      "variable": "A",
      "value": "1"
    }
  ],
  "DockerOptions": {
    "user": "1000:1000",
    "shm_size": "16G",
    "ulimits": {
      "memlock": -1,
      "stack": 67108864
    },
    "ports": {
      "8888": "8888"
    },
    "privileged": false
  }
})");
}

TEST_CASE("keys without a value are left out, Mounts never") {
    CHECK(render({}, false) == "{\n  \"Mounts\": []\n}");
}

TEST_CASE("values of variables that look secret are masked for showing") {
    MountsFile file;
    file.envs = {
        {"WANDB_API_KEY", "a"}, {"ngc_token", "b"}, {"DB_PASSWORD", "c"}, {"MY_SECRET", "d"}, {"A", "e"}};
    const std::string text = render(file, true).value();
    for (const char* value : {"\"a\"", "\"b\"", "\"c\"", "\"d\""})
        CHECK(text.find(value) == std::string::npos);
    CHECK(text.find("\"***\"") != std::string::npos);
    CHECK(text.find("\"e\"") != std::string::npos);
}

TEST_CASE("bytes that are not UTF-8 cannot be rendered") {
    MountsFile file;
    file.mounts = {{"/a\xff", "/a\xff", "/b"}};
    CHECK_FALSE(render(file, false));
}

TEST_CASE("a docker option that the launcher found lacks is an error with its place") {
    const text::SourceFile source{"/p/tao-project.yaml", "version: 1\ndocker: {tty: true, user: host}\n"};
    project::DockerOptions options;
    options.user = {"host", text::Span{35, 39}};
    options.tty = {true, text::Span{24, 28}};
    Launcher launcher;
    launcher.kind = ProgramKind::launcher;

    launcher.grammar = Grammar::task_first;
    launcher.version = {4, 0, 1};
    launcher.version_text = "4.0.1";
    text::Diagnostics diagnostics(source);
    check_docker_options(options, launcher, diagnostics);
    CHECK(render(diagnostics, false) ==
          "/p/tao-project.yaml:2:14: error: the launcher found (4.0.1) has no docker option 'tty'\n"
          "    2 | docker: {tty: true, user: host}\n"
          "      |              ^~~~\n"
          "      = remove the line, or install nvidia-tao 5.0.0 or later\n");

    launcher.version = {};
    launcher.version_text.clear();
    text::Diagnostics without_version(source);
    check_docker_options(options, launcher, without_version);
    REQUIRE(without_version.all().size() == 1);
    CHECK(without_version.all()[0].message == "the launcher found (before 5.0.0) has no docker option 'tty'");

    launcher.grammar = Grammar::group_first;
    launcher.version = {5, 0, 0};
    text::Diagnostics later(source);
    check_docker_options(options, launcher, later);
    CHECK(later.all().empty());
}
