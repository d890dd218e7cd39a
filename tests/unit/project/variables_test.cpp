#include "project/project.hpp"
#include "support/catch.hpp"
#include "unit/project/reading.hpp"

using namespace tao::project;
using tao::tests::errors_of;
using tao::tests::read_text;

TEST_CASE("variables are interpolated") {
    const auto read = read_text("version: 1\nvariables: {A: '${project_dir}/a', B: '$$x', C: 1}\n");
    CHECK(read.errors.empty());
    REQUIRE(read.project->variables.size() == 3);
    CHECK(read.project->variables[0].value == "/home/user/cars/a");
    CHECK(read.project->variables[1].value == "$x");
    CHECK(read.project->variables[2].value == "1");
}

TEST_CASE("a variable without a value here is no error of the file, but of those who use the variables") {
    const auto read = read_text("version: 1\nvariables:\n  KEY: ${TAO_KEY:?ask Anna}\n  A: a\n");
    CHECK(read.errors.empty());
    REQUIRE(read.project->variables.size() == 1);
    REQUIRE(read.project->unset_variables.size() == 1);
    CHECK(read.project->unset_variables[0].variable.name == "KEY");
    tao::text::Diagnostics diagnostics(read.source);
    report_unset_variables(*read.project, diagnostics);
    CHECK(tao::text::render(diagnostics, false) ==
          "tao-project.yaml:3:8: error: TAO_KEY is not set: ask Anna\n"
          "    3 |   KEY: ${TAO_KEY:?ask Anna}\n"
          "      |        ^~~~~~~~~~~~~~~~~~~~\n"
          "      = set it: export TAO_KEY=...\n");
}

TEST_CASE("a variable of NVIDIA's list form without a value here has its name") {
    const auto read =
        read_text("version: 1\nvariables: [{variable: A, value: a}, {variable: B, value: '${X}'}]\n");
    REQUIRE(read.project->unset_variables.size() == 1);
    CHECK(read.project->unset_variables[0].variable.name == "B");
}

TEST_CASE("other mistakes in variables are errors of the file") {
    CHECK(errors_of("variables: {KEY: $X}\n") ==
          "tao-project.yaml:2:18: error: a single $ means nothing here\n"
          "    2 | variables: {KEY: $X}\n"
          "      |                  ^~\n"
          "      = for the variable write ${X}, for a plain dollar $$X\n");
}

TEST_CASE("a variable that steers tao or the launcher is an error, whatever is trusted") {
    CHECK(errors_of("variables:\n  TAO_SHIM_LAUNCHER: /home/user/bin/tao\n  A: a\n") ==
          "tao-project.yaml:3:3: error: TAO_SHIM_LAUNCHER steers the launcher or tao itself, so no project "
          "file "
          "may set it\n"
          "    3 |   TAO_SHIM_LAUNCHER: /home/user/bin/tao\n"
          "      |   ^~~~~~~~~~~~~~~~~\n"
          "      = remove it; for the container alone, write it under envs:\n");
    for (const std::string name :
         {"TAO_SHIM", "TAO_SHIM_HOOK", "_tao_shim_file", "TAO_PROJECT", "LAUNCHER_MOUNTS",
          "TAO_DOCKER_DISABLE", "OVERRIDE_REGISTRY", "CI_PROJECT_DIR"}) {
        INFO(name);
        CHECK(errors_of("variables: {" + name + ": x}\n").find("steers the launcher") != std::string::npos);
    }
}

TEST_CASE("what a variable's value was taken from is known, and how it was written") {
    const auto read = read_text(
        "version: 1\nvariables: {A: '${X:-d}/${home}/${Y:-e}', B: b}\nenvs: {C: '${Z:-f}'}\n"
        "docker: {shm_size: '${S:-1g}'}\n");
    const Variable& variable = read.project->variables[0];
    CHECK(variable.written == "${X:-d}/${home}/${Y:-e}");
    REQUIRE(variable.uses.size() == 2);
    CHECK(variable.uses[0].name == "X");
    CHECK(variable.uses[1].name == "Y");
    CHECK(read.project->variables[1].uses.empty());
    CHECK(read.project->envs[0].uses[0].name == "Z");
    REQUIRE(read.project->environment_uses.size() == 1);
    CHECK(read.project->environment_uses[0].key == "docker.shm_size");
    CHECK(read.project->environment_uses[0].name == "S");
}
