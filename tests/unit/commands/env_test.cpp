// What `tao-shim env` tells the start-up file of Jupyter's kernels and the shells' hooks, and nobody else.
#include "captured.hpp"
#include "commands/subcommands.hpp"
#include "text/json_value.hpp"

using tao::tests::Captured;
using tao::tests::Scene;
using tao::text::Json;

namespace {

const std::string file_of_scene = "/home/user/cars/tao-project.yaml";

struct Kernel {
    int exit_code = 0;
    Json variables;
};

Kernel asked_by_kernel(Scene& scene) {
    const Captured result =
        scene.run(tao::commands::env_subcommand(), {"--format", "json", "--as", "jupyter"});
    return {result.exit_code, result.out.empty() ? Json(nullptr) : Json::parse(result.out)};
}

}  // namespace

TEST_CASE("a kernel is told the project file with its variables") {
    Scene scene;
    scene.set_project("version: 1\nmounts: ['.:/w']\nvariables: {KEY: k}\n");
    const Kernel kernel = asked_by_kernel(scene);
    CHECK(kernel.exit_code == 0);
    CHECK(kernel.variables ==
          Json{{"KEY", "k"}, {"_tao_shim_file", file_of_scene}, {"_tao_shim_project", file_of_scene}});
}

TEST_CASE(
    "a kernel may not go by a project that asks for what nobody has allowed, and knows when to ask again") {
    Scene scene;
    scene.files.add_directory("/srv");
    scene.set_project("version: 1\nmounts: ['/srv:/w']\nvariables: {KEY: k, LOCAL_DATA_DIR: /srv}\n");
    const Kernel kernel = asked_by_kernel(scene);
    CHECK(kernel.exit_code == 77);
    CHECK(kernel.variables["KEY"] == "k");
    CHECK_FALSE(kernel.variables.contains("LOCAL_DATA_DIR"));
    CHECK_FALSE(kernel.variables.contains("_tao_shim_project"));
    CHECK(kernel.variables["_tao_shim_record"].get<std::string>().ends_with(file_of_scene + "/trusted.json"));
}

TEST_CASE("a kernel is told the name of a project file that does not count, and nothing of it") {
    Scene scene;
    scene.set_project("version: 1\nvariables: {KEY: k}\nmouts: []\n");
    const Kernel wrong = asked_by_kernel(scene);
    CHECK(wrong.exit_code == 78);
    CHECK(wrong.variables == Json{{"_tao_shim_file", file_of_scene}});
    scene.files.add_file(file_of_scene, "version: 1\nvariables: {KEY: k}\n", 0644, 4711);
    const Kernel foreign = asked_by_kernel(scene);
    CHECK(foreign.exit_code == 78);
    CHECK(foreign.variables == Json{{"_tao_shim_file", file_of_scene}});
}

TEST_CASE("whoever else gives the command gets the project's variables alone") {
    Scene scene;
    scene.set_project("version: 1\nmounts: ['.:/w']\nvariables: {KEY: k, VIMINIT: x}\n");
    const auto printed = [&](std::vector<std::string> words) {
        return scene.run(tao::commands::env_subcommand(), std::move(words));
    };
    CHECK(printed({"--as", "_tao_shim_set"}).out.find("_tao_shim_set _tao_shim_record '") !=
          std::string::npos);
    CHECK(printed({"--as", "setenv"}).out == "setenv KEY 'k';\n");
    CHECK(printed({"--as", "set -gx", "--format", "fish"}).out == "set -gx KEY 'k'\n");
    for (const std::string format : {"json", "dotenv"}) {
        const Captured result = printed({"--format", format, "--as", "setenv"});
        CHECK(result.exit_code == 2);
        CHECK(result.err.find("--as is for sh and fish") != std::string::npos);
    }
}
