// Tools that have something else to say where the launcher does not run the tasks.
#include "captured.hpp"
#include "commands/config.hpp"
#include "commands/subcommands.hpp"

using tao::tests::Captured;
using tao::tests::Scene;

namespace {

struct WithDocker : Scene {
    WithDocker() {
        set_project("version: 1\nmounts:\n  - .:/w\n");
        files.add_file("/engines/docker", "program", 0755);
        files.add_file("/var/run/docker.sock", "", 0666, 0);
        invocation.environment.set("PATH", "/engines");
    }
    std::string config(const std::string& key) { return run(tao::commands::config_subcommand(), {key}).out; }
};

}  // namespace

TEST_CASE("config names who decides what the project leaves open") {
    WithDocker scene;
    CHECK(scene.config("docker.shm_size") == "docker.shm_size  docker's own   (default)\n");
    CHECK(scene.config("docker.user") == "docker.user  the image's own   (default)\n");
    scene.invocation.environment.set("PATH", "/venv/bin:/engines");
    CHECK(scene.config("docker.shm_size") == "docker.shm_size  the launcher's own   (default)\n");
    CHECK(scene.config("docker.user") == "docker.user  the launcher's own: root   (default)\n");
}

TEST_CASE("config shows the engine that the user's own configuration chooses, in place of the project's") {
    WithDocker scene;
    scene.set_project("version: 1\nengine: docker\nmounts:\n  - .:/w\n");
    CHECK(scene.config("engine") == "engine  docker   (/home/user/cars/tao-project.yaml:2)\n");
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml", "engine: launcher\n");
    CHECK(scene.config("engine") == "engine  launcher   (/home/user/.config/tao-shim/config.yaml)\n");
}

TEST_CASE("config shows the value that counts where a variable of the environment says it") {
    WithDocker scene;
    scene.set_project("version: 1\nengine: docker\nmounts:\n  - .:/w\n");
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml",
                         "engine: launcher\ntrusted_paths: [/a]\n");
    auto& environment = scene.invocation.environment;
    environment.set("TAO_SHIM_ENGINE", "podman");
    environment.set("TAO_SHIM_LAUNCHER", "/x/tao");
    environment.set("TAO_SHIM_TRUSTED_PATHS", "/b:/c");
    environment.set("CUDA_VISIBLE_DEVICES", "1");
    CHECK(scene.config("engine") == "engine  podman   (TAO_SHIM_ENGINE)\n");
    CHECK(scene.config("launcher") == "launcher  /x/tao   (TAO_SHIM_LAUNCHER)\n");
    CHECK(scene.config("gpus") == "gpus  1   (CUDA_VISIBLE_DEVICES)\n");
    CHECK(scene.config("trusted_paths") ==
          "trusted_paths  /a   (/home/user/.config/tao-shim/config.yaml)\n"
          "trusted_paths  /b:/c   (TAO_SHIM_TRUSTED_PATHS)\n");
    environment.unset("TAO_SHIM_TRUSTED_PATHS");
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml", "");
    CHECK(scene.config("trusted_paths") == "trusted_paths  none   (default)\n");
}

TEST_CASE("image names the releases that there are") {
    WithDocker scene;
    for (const std::vector<std::string>& typed :
         {std::vector<std::string>{"--release", "9.9"}, {"--release", "9.9", "dino"}}) {
        const Captured result = scene.run(tao::commands::image_subcommand(), typed);
        CHECK(result.exit_code == 1);
        CHECK(result.out.empty());
        CHECK(result.err.starts_with("tao-shim: error: there is no release '9.9' of TAO"));
        CHECK(result.err.find("\ntao-shim:   the releases are 7.1, 6.26.3, ") != std::string::npos);
    }
}
