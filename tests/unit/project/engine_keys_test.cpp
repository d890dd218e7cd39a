#include "support/catch.hpp"
#include "unit/project/reading.hpp"

using namespace tao;
using project::Engine;
using tests::read_text;
using tests::widened_by;

TEST_CASE("engine, image, release and read_only are read, each with its place") {
    const auto result = read_text(
        "version: 1\n"
        "engine: podman\n"
        "image: nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt\n"
        "release: 7.1\n"
        "mounts: [{source: /a, destination: /b, read_only: true}]\n");
    CHECK(result.errors.empty());
    REQUIRE(result.project);
    CHECK(result.project->engine->value == Engine::podman);
    CHECK(result.project->engine->where == text::Span{19, 25});
    CHECK(result.project->images.of_all->value == "nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt");
    CHECK(result.project->release->value == "7.1");
    CHECK(result.project->mounts.at(0).read_only.value);
    CHECK(result.project->mounts.at(0).read_only.where);
}

TEST_CASE("image may be given task by task, and be a file, meant from the project directory") {
    const auto result =
        read_text("version: 1\nimage: {dino: a/b:c, unet: ./unet.sif, ssd: ~/x.sif, mal: images/m.sif}\n");
    CHECK(result.errors.empty());
    const auto& images = result.project->images.of_task;
    CHECK(images.at("dino").value == "a/b:c");
    CHECK(images.at("unet").value == "/home/user/cars/unet.sif");
    CHECK(images.at("ssd").value == "/home/user/x.sif");
    CHECK(images.at("mal").value == "/home/user/cars/images/m.sif");
}

TEST_CASE("values that are none are errors with their place") {
    CHECK(
        tests::errors_of("engine: dokcer\n") ==
        "tao-project.yaml:2:9: error: engine must be auto, launcher, docker, podman, apptainer or slurm, not "
        "'dokcer'\n"
        "    2 | engine: dokcer\n"
        "      |         ^~~~~~\n"
        "      = did you mean docker?\n");
    CHECK(tests::errors_of("image: --privileged\n") ==
          "tao-project.yaml:2:8: error: image must be REGISTRY/IMAGE:TAG, or TASK: REGISTRY/IMAGE:TAG lines, "
          "not "
          "'--privileged'\n"
          "    2 | image: --privileged\n"
          "      |        ^~~~~~~~~~~~\n"
          "      = such as nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt\n");
    CHECK(tests::errors_of("release: newest\n") ==
          "tao-project.yaml:2:10: error: release must be a release of TAO such as 6.26.3, not 'newest'\n"
          "    2 | release: newest\n"
          "      |          ^~~~~~\n");
}

TEST_CASE("an engine by another name is an error that says what to write") {
    const std::pair<const char*, const char*> examples[] = {
        {"engine: singularity\n", "write apptainer: it is found under both names"},
        {"engine: pyxis\n", "write slurm, and container: pyxis below slurm:"},
        {"engine: srun\n", "write slurm"},
        {"slurm: {container: enroot}\n", "write pyxis, by which Slurm starts containers of enroot"},
        {"slurm: {container: srun}\n", ""},
    };
    for (const auto& [lines, hint] : examples) {
        CAPTURE(lines);
        const std::string errors = tests::errors_of(lines);
        CHECK(errors.find(" must be ") != std::string::npos);
        const bool is_said = errors.find("      = write ") != std::string::npos;
        CHECK(is_said == (*hint != '\0'));
        if (is_said) CHECK(errors.find("      = " + std::string(hint) + "\n") != std::string::npos);
    }
}

TEST_CASE("a release as tags have it is an error that says what to write") {
    CHECK(tests::errors_of("release: v5.5.0\n").ends_with("= write 5.5.0\n"));
    CHECK(tests::errors_of("release: latest\n")
              .ends_with("= without this key it is the newest that has the task\n"));
}

TEST_CASE("an image's name that no engine takes is an error at its place, alone and task by task") {
    CHECK(tests::errors_of("image: a/b:tag:x\n") ==
          "tao-project.yaml:2:8: error: image must be REGISTRY/IMAGE:TAG, or TASK: REGISTRY/IMAGE:TAG lines, "
          "not "
          "'a/b:tag:x'\n"
          "    2 | image: a/b:tag:x\n"
          "      |        ^~~~~~~~~\n"
          "      = an image has one tag: one colon behind its name\n");
    CHECK(tests::errors_of("image: {dino: https://nvcr.io/a/b}\n") ==
          "tao-project.yaml:2:15: error: an entry of image must be REGISTRY/IMAGE:TAG, not "
          "'https://nvcr.io/a/b'\n"
          "    2 | image: {dino: https://nvcr.io/a/b}\n"
          "      |               ^~~~~~~~~~~~~~~~~~~\n"
          "      = leave out https://: nvcr.io/a/b\n");
    CHECK_FALSE(tests::errors_of("image: nvcr.io/nvidia/tao/../../evil/x\n").empty());
}

TEST_CASE("an image of anybody but NVIDIA needs trust, wherever it is named") {
    CHECK(widened_by("image: nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt\n").empty());
    CHECK(widened_by("image: {dino: nvcr.io/nvidia/tao/tao-toolkit:7.1.0-pyt}\n").empty());
    CHECK(widened_by("image: nvcr.io/nvidia/tao-evil/x\n") ==
          std::vector<std::string>{"image=nvcr.io/nvidia/tao-evil/x"});
    CHECK(widened_by("image: {dino: lab/own:1, unet: x.sif}\n") ==
          std::vector<std::string>{"image=lab/own:1", "image=/home/user/cars/x.sif"});
}

TEST_CASE("an engine that shares the computer's network needs trust, others do not") {
    CHECK(widened_by("engine: apptainer\n") == std::vector<std::string>{"engine=apptainer"});
    for (const char* engine : {"auto", "launcher", "docker", "podman"})
        CHECK(widened_by(std::string("engine: ") + engine + "\n").empty());
    CHECK(widened_by("release: 6.26.3\n").empty());
    CHECK(widened_by("engine: apptainer\ndocker: {network: none}\n").empty());
    CHECK(widened_by("slurm: {container: apptainer}\ndocker: {network: none}\n").empty());
    CHECK_FALSE(widened_by("slurm: {container: pyxis}\ndocker: {network: none}\n").empty());
}
