#include "project/forbidden_variables.hpp"
#include "project/unset_variables.hpp"
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
    CHECK(read.project->unset_variables[0].name == "KEY");
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
    CHECK(read.project->unset_variables[0].name == "B");
}

TEST_CASE("other mistakes in variables are errors of the file") {
    CHECK(errors_of("variables: {KEY: $X}\n") ==
          "tao-project.yaml:2:18: error: a single $ means nothing here\n"
          "    2 | variables: {KEY: $X}\n"
          "      |                  ^~\n"
          "      = for the variable write ${X}, for a plain dollar $$X\n");
}

TEST_CASE("a variable that decides which programs run is an error") {
    CHECK(errors_of("variables:\n  PATH: /home/user/bin\n  A: a\n") ==
          "tao-project.yaml:3:3: error: PATH decides which programs run, so no project file may set it\n"
          "    3 |   PATH: /home/user/bin\n"
          "      |   ^~~~\n"
          "      = remove it; for the container alone, write it under envs:\n");
}

TEST_CASE("variables that change how programs of this computer run are forbidden, by name and by beginning") {
    for (const char* name : {"PATH",
                             "LD_PRELOAD",
                             "LD_LIBRARY_PATH",
                             "PYTHONPATH",
                             "PYTHONSTARTUP",
                             "BASH_ENV",
                             "ENV",
                             "DOCKER_HOST",
                             "GIT_SSH_COMMAND",
                             "NODE_OPTIONS",
                             "PERL5LIB",
                             "PERL5OPT",
                             "IFS",
                             "PS1",
                             "PS4",
                             "PROMPT_COMMAND",
                             "HOME",
                             "SHELL",
                             "TAO_SHIM",
                             "TAO_SHIM_LAUNCHER",
                             "TAO_PROJECT",
                             "LAUNCHER_MOUNTS",
                             "TAO_DOCKER_DISABLE",
                             "OVERRIDE_REGISTRY",
                             "CI_PROJECT_DIR",
                             "path",
                             "fish_user_paths",
                             "VIRTUAL_ENV",
                             "RUBYOPT",
                             "JAVA_TOOL_OPTIONS",
                             "LESSOPEN",
                             "GCONV_PATH",
                             "https_proxy",
                             "XDG_CONFIG_HOME",
                             "_"}) {
        INFO(name);
        CHECK(find_forbidden(name) != nullptr);
    }
}

TEST_CASE("the variables of NVIDIA's notebooks are allowed") {
    for (const char* name : {"KEY",
                             "NUM_GPUS",
                             "GPU_INDEX",
                             "LOCAL_PROJECT_DIR",
                             "USER_EXPERIMENT_DIR",
                             "DATA_DOWNLOAD_DIR",
                             "SPECS_DIR",
                             "HOST_DATA_DIR",
                             "RESULTS_DIR",
                             "MODEL_DIR",
                             "CHECKPOINT",
                             "EPOCH",
                             "NUM_EPOCHS",
                             "CLI",
                             "GOOGLE_COLAB",
                             "WANDB_API_KEY",
                             "TF_FORCE_GPU_ALLOW_GROWTH",
                             "CUDA_VISIBLE_DEVICES",
                             "PSNR",
                             "ENVS"}) {
        INFO(name);
        CHECK(find_forbidden(name) == nullptr);
    }
}
