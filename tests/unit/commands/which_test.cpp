#include "captured.hpp"
#include "commands/subcommands.hpp"
#include "text/json_value.hpp"

using tao::tests::Captured;
using tao::tests::Scene;

namespace {

Captured which(Scene& scene, const std::vector<std::string>& typed = {}) {
    return scene.run(tao::commands::which_subcommand(), typed);
}

}  // namespace

TEST_CASE("the launcher is shown with its version, and the others with the reason they were passed over") {
    Scene scene;
    scene.files.add_file("/bin/sh", "", 0755);
    scene.files.add_file("/usr/bin/tao", "#!/bin/sh\nexit 1\n", 0755);
    CHECK(which(scene).out ==
          "/venv/bin/tao\n"
          "  NVIDIA's launcher 6.26.3, tao GROUP TASK SUBTASK\n"
          "  chosen: the first launcher on PATH\n"
          "passed over:\n"
          "  /opt/shim/lib/tao-shim/shims/tao\n"
          "    this is the shim itself\n"
          "  /usr/bin/tao\n"
          "    behind the chosen one on PATH\n");
}

TEST_CASE("a launcher that was named is shown with who named it, and what PATH has beside it") {
    Scene scene;
    scene.files.add_file(
        "/other/tao",
        "#!/venv/bin/python3\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\nmain()\n", 0755);
    scene.invocation.environment.set("TAO_SHIM_LAUNCHER", "/other/tao");
    const Captured result = which(scene);
    CHECK(result.out.find("chosen: named by TAO_SHIM_LAUNCHER\n") != std::string::npos);
    CHECK(result.out.find("  /venv/bin/tao\n    another one is named explicitly\n") != std::string::npos);
}

TEST_CASE("no launcher: the message and the status of tao") {
    Scene scene;
    scene.invocation.environment.set("PATH", "/usr/bin");
    const Captured result = which(scene);
    CHECK(result.exit_code == 127);
    CHECK(result.out.empty());
    CHECK(result.err.starts_with("tao-shim: tao: no launcher found\n"));
}

TEST_CASE("the same as JSON") {
    Scene scene;
    const auto json = tao::text::parse_json(which(scene, {"--json"}).out);
    REQUIRE(json);
    CHECK(json->at("path") == "/venv/bin/tao");
    CHECK(json->at("kind") == "launcher");
    CHECK(json->at("version") == "6.26.3");
    CHECK(json->at("passed_over").at(0).at("reason") == "this is the shim itself");
}

TEST_CASE("only the launcher's own names can be asked for") {
    Scene scene;
    CHECK(which(scene, {"python"}).exit_code == 2);
}

namespace {

// A project, and docker in place of a launcher.
struct WithoutLauncher : Scene {
    WithoutLauncher() {
        set_project("version: 1\nmounts:\n  - .:/w\n");
        files.add_file("/engines/docker", "program", 0755);
        files.add_file("/var/run/docker.sock", "", 0666, 0);
        invocation.environment.set("PATH", "/engines");
    }
};

}  // namespace

TEST_CASE("without a launcher the engine is shown that runs a project's tasks, and who chose it") {
    WithoutLauncher scene;
    const Captured result = which(scene);
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/engines/docker\n  engine: docker\n  chosen: auto; there is no launcher\n");
    CHECK(result.err.empty());

    scene.files.add_file("/engines/podman", "program", 0755);
    scene.invocation.environment.set("TAO_SHIM_ENGINE", "podman");
    CHECK(which(scene).out ==
          "/engines/podman\n  engine: podman\n  chosen: TAO_SHIM_ENGINE; there is no launcher\n");
    const auto json = tao::text::parse_json(which(scene, {"--json"}).out);
    REQUIRE(json);
    CHECK(json->at("engine").dump() ==
          R"({"name":"podman","path":"/engines/podman","chosen_by":"TAO_SHIM_ENGINE","fault":null})");
}

TEST_CASE("an engine that goes before a launcher is shown, with the launcher that is not used") {
    WithoutLauncher scene;
    scene.set_project("version: 1\nengine: docker\nmounts:\n  - .:/w\n");
    scene.invocation.environment.set("PATH", "/venv/bin:/engines");
    CHECK(which(scene).out ==
          "/engines/docker\n  engine: docker\n  chosen: the project file; the launcher /venv/bin/tao is not "
          "used\n");
}

TEST_CASE("an engine that cannot be used is an error, with what to do") {
    WithoutLauncher scene;
    scene.invocation.environment.set("TAO_SHIM_ENGINE", "dokcer");
    const Captured result = which(scene);
    CHECK(result.exit_code == 125);
    CHECK(result.err ==
          "tao-shim: error: TAO_SHIM_ENGINE names the engine 'dokcer', and there is none of that name\n"
          "tao-shim:   did you mean docker?\n");
}

TEST_CASE("outside of a project nothing runs without a launcher") {
    WithoutLauncher scene;
    scene.files.add_directory("/home/user/elsewhere");
    scene.invocation.working_directory = "/home/user/elsewhere";
    CHECK(which(scene).exit_code == 127);
}
