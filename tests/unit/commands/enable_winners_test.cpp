#include "captured.hpp"
#include "commands/enable/block.hpp"
#include "commands/enable/targets.hpp"
#include "commands/enable/winners.hpp"

using namespace tao;
using namespace tao::commands;
using tao::tests::Scene;

namespace {

Surroundings surroundings_of(const Scene& scene) {
    return {.invocation = scene.invocation, .files = scene.files};
}

}  // namespace

TEST_CASE("The shim first on PATH wins in this shell") {
    const Scene scene;
    const Winner winner = winner_here(surroundings_of(scene));
    CHECK(winner.program == "/opt/shim/lib/tao-shim/shims/tao");
    CHECK(winner.is_shim);
    CHECK(winner.remedy.empty());
}

TEST_CASE("The remedy names the environment that put its launcher in front") {
    Scene scene;
    scene.invocation.environment.set("PATH", "/venv/bin:/opt/shim/lib/tao-shim/shims");
    CHECK(winner_here(surroundings_of(scene)).remedy == "/opt/shim/bin/tao-shim enable bash");
    scene.invocation.environment.set("VIRTUAL_ENV", "/venv");
    const Winner winner = winner_here(surroundings_of(scene));
    CHECK(winner.program == "/venv/bin/tao");
    CHECK_FALSE(winner.is_shim);
    CHECK(winner.remedy == "/opt/shim/bin/tao-shim enable venv /venv");
}

TEST_CASE("Where the start-up file has the lines already, enabling again is no remedy") {
    Scene scene;
    scene.invocation.environment.set("PATH", "/venv/bin");
    scene.invocation.environment.set("HOME", "/home/user");
    const Surroundings here = surroundings_of(scene);
    for (const EnableTarget& target : enable_targets()) {
        if (target.name != std::string_view("bash")) continue;
        const std::vector<Placement> places = target.placements(enable_surroundings(here), "").all;
        for (const Placement& place : places) {
            CHECK_FALSE(winner_here(here).remedy.empty());
            scene.files.add_file(place.file, with_block("alias ll='ls -l'\n", place.lines, "bash", {}));
        }
    }
    const Winner winner = winner_here(here);
    CHECK(winner.remedy.empty());
    CHECK(winner.has_lines == "/home/user/.bashrc");
}

TEST_CASE("A place without any tao has no winner") {
    const Scene scene;
    CHECK(first_on_path("/nowhere:/usr/bin", surroundings_of(scene)).program.empty());
}

TEST_CASE("In a kernel the directory of its interpreter comes before PATH, and its own PATH before both") {
    Scene scene;
    const std::string kernels = "/home/user/.local/share/jupyter/kernels/";
    scene.files.add_file(kernels + "a/kernel.json", R"({"argv": ["python3"]})");
    scene.files.add_file(kernels + "b/kernel.json", R"({"argv": ["/venv/bin/python3"]})");
    scene.files.add_file(kernels + "c/kernel.json",
                         R"({"argv": ["/venv/bin/python3"], "env": {"PATH": "/usr/bin:${PATH}"}})");
    scene.files.add_file(kernels + "damaged/kernel.json", "{");
    const auto winners = winners_in_kernels(surroundings_of(scene));
    REQUIRE(winners.size() == 3);
    CHECK(winners[0].place == "the kernel a");
    CHECK(winners[0].is_shim);
    CHECK(winners[1].program == "/venv/bin/tao");
    CHECK_FALSE(winners[1].is_shim);
    CHECK(winners[2].is_shim);
}

TEST_CASE("Of two kernels of a name the first one counts") {
    Scene scene;
    scene.files.add_file("/home/user/.local/share/jupyter/kernels/k/kernel.json", R"({"argv": ["python3"]})");
    scene.files.add_file("/usr/share/jupyter/kernels/k/kernel.json", R"({"argv": ["/venv/bin/python3"]})");
    const auto winners = winners_in_kernels(surroundings_of(scene));
    REQUIRE(winners.size() == 1);
    CHECK(winners[0].is_shim);
}
