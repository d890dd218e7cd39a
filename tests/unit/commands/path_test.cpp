#include "captured.hpp"
#include "commands/subcommands.hpp"

using tao::tests::Captured;
using tao::tests::Scene;

namespace {

struct PathScene : Scene {
    PathScene() {
        files.add_directory("/data/kitti");
        files.add_directory("/elsewhere");
        files.add_link("/home/user/cars/link", "/elsewhere");
        set_project("version: 1\nmounts:\n  - .:/workspace/tao-experiments\n  - /data/kitti:/data\n");
    }
    Captured translate(const char* direction, std::vector<std::string> words) {
        words.insert(words.begin(), {direction, "--"});
        return run(tao::commands::path_subcommand(), words);
    }
};

}  // namespace

TEST_CASE("host paths become container paths, one a line, in their order") {
    PathScene scene;
    const Captured result =
        scene.translate("--to-container", {"specs/train.txt", "/data/kitti/images/", ".", "/home/user/cars"});
    CHECK(result.exit_code == 0);
    CHECK(result.out ==
          "/workspace/tao-experiments/specs/train.txt\n/data/images/\n/workspace/tao-experiments\n"
          "/workspace/tao-experiments\n");
}

TEST_CASE("container paths become host paths") {
    PathScene scene;
    const Captured result =
        scene.translate("--to-host", {"/data/images", "/workspace/tao-experiments/specs"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/data/kitti/images\n/home/user/cars/specs\n");
}

TEST_CASE("a host path outside the mounts is reported with the closest one, and the others are translated") {
    PathScene scene;
    scene.files.add_directory("/home/user/coco");
    const Captured result = scene.translate("--to-container", {"/home/user/coco", "specs"});
    CHECK(result.exit_code == 1);
    CHECK(result.out == "/workspace/tao-experiments/specs\n");
    CHECK(result.err ==
          "tao-shim: error: '/home/user/coco' is not in the container: no mount covers it\n"
          "tao-shim:   the closest mount is /home/user/cars -> /workspace/tao-experiments\n"
          "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     - /home/user/coco\n");
}

TEST_CASE("a mount that has nothing of a path is not named") {
    PathScene scene;
    CHECK(scene.translate("--to-container", {"/srv/coco"}).err ==
          "tao-shim: error: '/srv/coco' is not in the container: no mount covers it\n"
          "tao-shim:   to mount it, add this line under mounts: in /home/user/cars/tao-project.yaml\n"
          "tao-shim:     - {source: coco, destination: /srv/coco, create: true}\n");
    CHECK(scene.translate("--to-host", {"/srv/coco"}).err ==
          "tao-shim: error: '/srv/coco' is not on this machine: no mount provides it, so it is the image's "
          "own\n");
}

TEST_CASE("a path of the image is the container's already") {
    PathScene scene;
    const Captured inside = scene.translate("--to-container", {"/opt/nvidia/tools/x"});
    CHECK(inside.exit_code == 0);
    CHECK(inside.out == "/opt/nvidia/tools/x\n");
    const Captured other = scene.run(tao::commands::path_subcommand(), {"/opt/nvidia/tools/x"});
    CHECK(other.exit_code == 1);
    CHECK(other.err ==
          "tao-shim: error: '/opt/nvidia/tools/x' is not on this machine: no mount provides it, so it is the "
          "image's own\n");
}

TEST_CASE("nothing, and a path of Windows, are translated to nothing") {
    PathScene scene;
    CHECK(scene.translate("--to-container", {""}).err == "tao-shim: error: '' names nothing\n");
    const Captured result = scene.translate("--to-container", {"C:/Users/me"});
    CHECK(result.exit_code == 1);
    CHECK(result.err ==
          "tao-shim: error: 'C:/Users/me' is a path of Windows: the task will not find it\n"
          "tao-shim:   type the path that it has on this computer\n");
}

TEST_CASE("a container path stays where this computer has nothing like it, something new too") {
    PathScene scene;
    const Captured result = scene.translate(
        "--to-container", {"/workspace/tao-experiments/results/a/b", "/workspace/tao-experiments/specs"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/workspace/tao-experiments/results/a/b\n/workspace/tao-experiments/specs\n");
    CHECK(result.err.empty());
}

TEST_CASE("a link that leads out of its mount is no path of the container") {
    PathScene scene;
    const Captured result = scene.translate("--to-container", {"link"});
    CHECK(result.exit_code == 1);
    CHECK(result.err.find(
              "'/home/user/cars/link' is not in the container: it leads through a link to '/elsewhere', "
              "which no mount provides\n") != std::string::npos);
}

TEST_CASE("a container path of the image is reported as such") {
    PathScene scene;
    const Captured result = scene.translate("--to-host", {"/workspace/x"});
    CHECK(result.exit_code == 1);
    CHECK(result.err ==
          "tao-shim: error: '/workspace/x' is not on this machine: no mount provides it, so it is the "
          "image's own\n"
          "tao-shim:   the closest mount is /home/user/cars -> /workspace/tao-experiments\n");
    CHECK(scene.translate("--to-host", {"specs"}).err ==
          "tao-shim: error: 'specs' is no path of the container: those begin with /\n");
}

TEST_CASE("a slip in a destination gets the right path") {
    PathScene scene;
    CHECK(scene.translate("--to-host", {"/workspace/tao-experiment/specs"}).err ==
          "tao-shim: error: '/workspace/tao-experiment/specs' is not on this machine: no mount provides it, "
          "so it is the "
          "image's own\n"
          "tao-shim:   did you mean '/workspace/tao-experiments/specs'?\n");
}

TEST_CASE("without a direction a path is translated to the other side") {
    PathScene scene;
    const Captured result =
        scene.run(tao::commands::path_subcommand(),
                  {"specs", "/data/images", "/home/user/cars/a", "~/cars/b", "/workspace/tao-experiments/c"});
    CHECK(result.exit_code == 0);
    CHECK(result.out ==
          "/workspace/tao-experiments/specs\n/data/kitti/images\n/workspace/tao-experiments/a\n"
          "/workspace/tao-experiments/b\n/home/user/cars/c\n");
}

TEST_CASE("a word is translated as a run does it") {
    PathScene scene;
    scene.files.add_directory("/nb/specs").add_file("/home/user/cars/dino/specs/a.txt");
    scene.set_project("version: 1\nmounts:\n  - .:/w\n  - /nb/specs:/w/dino/specs\n");
    const Captured result = scene.translate(
        "--to-container",
        {"/home/user/cars/a,/home/user/cars/b", "~/cars/x", "-e/home/user/cars/c", "dino/specs/b.txt"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/w/a,/w/b\n/w/x\n-e/w/c\n/w/dino/specs/b.txt\n");
    const Captured hidden = scene.translate("--to-container", {"dino/specs/a.txt"});
    CHECK(hidden.exit_code == 1);
    CHECK(
        hidden.err.find("'/home/user/cars/dino/specs/a.txt' is not in the container: no mount covers it\n") !=
        std::string::npos);
}

TEST_CASE("shells' quotes and variables, URLs and special files are what they are in a run") {
    PathScene scene;
    scene.set_project("version: 1\nmounts: [\".:/w\"]\nvariables: {SPECS_DIR: specs}\n");
    for (const char* direction : {"--to-container", "--to-host"}) {
        const Captured result = scene.translate(direction, {"s3://x/y"});
        CHECK(result.exit_code == 0);
        CHECK(result.out == "s3://x/y\n");
    }
    const Captured result = scene.translate("--to-container", {"$HOME/cars/data", "\"/home/user/cars/data\"",
                                                               "$HOME/cars/$SPECS_DIR", "/dev/null"});
    CHECK(result.err.empty());
    CHECK(result.out == "/w/data\n/w/data\n/w/specs\n/dev/null\n");
}

TEST_CASE("of two readings the path gets that of a run, with its warning") {
    PathScene scene;
    scene.invocation.working_directory = "/data/me/cars";
    scene.files.add_directory("/data/me/cars/data/me/cars").add_directory("/data/me/cars/results");
    scene.files.add_file("/data/me/cars/tao-project.yaml",
                         "version: 1\nmounts: [\".:/w\", \"data:/data\"]\n");
    const Captured result =
        scene.translate("--to-container", {"/data/me/cars/new/x", "/data/me/cars/results/y"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "/data/me/cars/new/x\n/w/results/y\n");
    CHECK(result.err.find("'/data/me/cars/new/x' was read as a path of the container") != std::string::npos);
}

TEST_CASE("with the launcher a source at two destinations is where the launcher has it") {
    PathScene scene;
    scene.files.add_directory("/home/user/cars/results");
    scene.set_project("version: 1\nmounts: [\".:/w\", \"results:/results\", \"results:/three\"]\n");
    CHECK(scene.translate("--to-container", {"/results/x"}).out == "/three/x\n");
    CHECK(scene.run(tao::commands::path_subcommand(), {"/results/x"}).out == "/home/user/cars/results/x\n");
}

TEST_CASE("a path is asked for, and not both directions") {
    PathScene scene;
    const std::string message =
        "tao-shim: error: name one path at least, and one direction at most\n"
        "tao-shim:   for example: tao-shim path specs/train.txt\n";
    CHECK(scene.run(tao::commands::path_subcommand(), {}).err == message);
    const Captured result = scene.run(tao::commands::path_subcommand(), {"--to-host", "--to-container", "x"});
    CHECK(result.exit_code == 2);
    CHECK(result.err == message);
}

TEST_CASE("a file with errors translates nothing") {
    PathScene scene;
    scene.set_project("version: 1\nmounts:\n  - /nowhere\n");
    CHECK(scene.translate("--to-container", {"specs"}).exit_code == 78);
}
