#include "commands/check.hpp"

#include "captured.hpp"
#include "text/json_value.hpp"

using tao::commands::check_subcommand;
using tao::tests::Captured;
using tao::tests::Scene;

namespace {

constexpr const char* project =
    "version: 1\nmounts:\n  - source: .\n    destination: /workspace/tao-experiments\n";

Captured check(Scene& scene, tao::commands::Arguments arguments = {}) {
    return scene.run(check_subcommand(), std::move(arguments));
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

TEST_CASE("every error of a file is shown, and the status is 78") {
    Scene scene;
    scene.set_project("version: 1\nmount: []\nmounts:\n  - /nowhere\n");
    const Captured result = check(scene);
    CHECK(result.exit_code == 78);
    CHECK(result.out.empty());
    CHECK(result.err.find("tao-project.yaml:2:1: error: 'mount' is not a key") != std::string::npos);
    CHECK(result.err.find("tao-project.yaml:4:5: error: ") != std::string::npos);
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
    const Captured result = check(scene, {.options = {{"--json", ""}}, .words = {}});
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
    const auto json = tao::text::parse_json(check(scene, {.options = {{"--json", ""}}, .words = {}}).out);
    REQUIRE(json);
    CHECK(json->at("diagnostics").at(0).at("range").is_null());
}

TEST_CASE("of a line is said whether it would run") {
    Scene scene;
    scene.set_project(project);
    const Captured result =
        check(scene, {.options = {}, .words = {"tao", "model", "dino", "train", "-e", "specs/a.yaml"}});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "the line would run, with /venv/bin/tao\n");
}

TEST_CASE("a line without a launcher has the status that tao would have") {
    Scene scene;
    scene.set_project(project);
    scene.invocation.environment.set("PATH", "/usr/bin");
    const Captured result = check(scene, {.options = {}, .words = {"tao", "model", "dino", "train"}});
    CHECK(result.exit_code == 127);
    CHECK(result.err.starts_with("tao-shim: tao: no launcher found\n"));
}
