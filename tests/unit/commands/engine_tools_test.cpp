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
