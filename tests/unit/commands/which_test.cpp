#include "commands/which.hpp"

#include "captured.hpp"
#include "text/json_value.hpp"

using tao::tests::Captured;
using tao::tests::Scene;

namespace {

Captured which(Scene& scene, tao::commands::Arguments arguments = {}) {
    return scene.run(tao::commands::which_subcommand(), std::move(arguments));
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
    const auto json = tao::text::parse_json(which(scene, {.options = {{"--json", ""}}, .words = {}}).out);
    REQUIRE(json);
    CHECK(json->at("path") == "/venv/bin/tao");
    CHECK(json->at("kind") == "launcher");
    CHECK(json->at("version") == "6.26.3");
    CHECK(json->at("passed_over").at(0).at("reason") == "this is the shim itself");
}

TEST_CASE("only the launcher's own names can be asked for") {
    Scene scene;
    CHECK(which(scene, {.options = {}, .words = {"python"}}).exit_code == 2);
}
