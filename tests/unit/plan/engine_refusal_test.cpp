#include "plan/engine_refusal.hpp"

#include "support/answering_engine.hpp"
#include "support/catch.hpp"
#include "support/invocations.hpp"

using namespace tao;
using project::Engine;
using tests::Computer;

namespace {

const std::string image = "nvcr.io/nvidia/tao/tao-toolkit:7.1.0-pyt";

struct Refused : Computer {
    plan::Plan plan;
    tests::AnsweringEngine engine;

    explicit Refused(Engine kind) {
        plan.engine.engine = kind;
        plan.task.image = image;
        plan.task.project = "/home/user/cars/tao-project.yaml";
        plan.rendered.argv = {kind == Engine::docker ? "docker" : "podman"};
        plan.environment = invocation.environment;
        files.add_file("/var/run/docker.sock", "", 0666, 0);
        files.add_file("/usr/bin/catatonit", "", 0755, 0);
    }
    void has_image() { engine.answers["/images/" + image + "/json"] = "{}"; }
    std::string lines() { return engine_refusal(plan, invocation, files, &engine); }
};

}  // namespace

TEST_CASE("docker: an engine that is not there, or not for this user, is said before anything else") {
    Refused refused(Engine::docker);
    refused.plan.environment.set("DOCKER_HOST", "unix:///run/user/1000/docker.sock");
    refused.plan.engine.docker.by = "the docker context 'rootless'";
    CHECK(refused.lines() ==
          "note: there is no Docker Engine at /run/user/1000/docker.sock, which the docker context "
          "'rootless' names\n"
          "to see whether Docker is installed and runs, type: systemctl status docker");
    refused.files.add_file("/run/user/1000/docker.sock", "", 0400, 0);
    CHECK(refused.lines() ==
          "note: you may not use the Docker Engine at /run/user/1000/docker.sock\n"
          "to join the group that may, type: sudo usermod -aG docker $USER\n"
          "then log out and in again");
}

TEST_CASE("an image that is not there says which login is missing") {
    Refused refused(Engine::docker);
    CHECK(refused.lines() ==
          "note: the image " + image +
              " is not here, and you are not logged in to nvcr.io\n"
              "type: docker login nvcr.io   (user $oauthtoken, password: your NGC API key)");
    refused.files.add_file("/home/user/.docker/config.json", R"({"auths": {"nvcr.io": {}}})");
    CHECK(refused.lines() ==
          "note: the image " + image +
              " is not here, and could not be pulled\nto try that alone, type: docker pull " + image);
    refused.files.add_file("/home/user/.docker/config.json", R"({"credsStore": "secretservice"})");
    CHECK(refused.lines().find("could not be pulled") != std::string::npos);
    refused.files.add_file("/home/user/.docker/config.json", R"({"credHelpers": {"nvcr.io": "x"}})");
    CHECK(refused.lines().find("could not be pulled") != std::string::npos);
    refused.plan.task.image = "ubuntu:22.04";
    CHECK(refused.lines() ==
          "note: the image ubuntu:22.04 is not here, and you are not logged in to docker.io\n"
          "type: docker login docker.io");
}

TEST_CASE("podman's own login counts for podman") {
    Refused refused(Engine::podman);
    CHECK(refused.lines().find("type: podman login nvcr.io") != std::string::npos);
    refused.invocation.environment.set("XDG_RUNTIME_DIR", "/run/user/1000");
    refused.files.add_file("/run/user/1000/containers/auth.json", R"({"auths": {"nvcr.io": {}}})");
    CHECK(refused.lines().find("could not be pulled") != std::string::npos);
    refused.invocation.environment.set("REGISTRY_AUTH_FILE", "/home/user/other.json");
    CHECK(refused.lines().find("you are not logged in") != std::string::npos);
}

TEST_CASE(
    "docker: an engine without NVIDIA's runtime says how to go without a GPU, if the task asks for one") {
    Refused refused(Engine::docker);
    refused.has_image();
    refused.engine.answers["/info"] = R"({"Runtimes": {"runc": {}}})";
    CHECK(refused.lines() ==
          "note: if docker speaks of devices or GPUs above: the Docker Engine has no NVIDIA runtime, and the "
          "task asks for GPUs\n"
          "for a task without a GPU, write gpus: none in /home/user/cars/tao-project.yaml\n"
          "else install the runtime: sudo apt-get install nvidia-container-toolkit && sudo nvidia-ctk "
          "runtime configure "
          "--runtime=docker && sudo systemctl restart docker");
    refused.plan.task.gpus = {{.choice = project::Gpus::Choice::none, .indices = {}}, std::nullopt};
    CHECK(refused.lines().empty());
    refused.plan.task.gpus.reset();
    refused.engine.answers["/info"] = R"({"Runtimes": {"nvidia": {}}})";
    CHECK(refused.lines().empty());
    refused.engine.answers["/info"] =
        R"({"Runtimes": {}, "DiscoveredDevices": [{"ID": "nvidia.com/gpu=0"}]})";
    CHECK(refused.lines().empty());
}

TEST_CASE("podman: an image without a registry is named with Docker's") {
    Refused refused(Engine::podman);
    refused.plan.task.image = "lab/own:1";
    CHECK(refused.lines() ==
          "note: the image lab/own:1 is not here, and podman does not know at which registry it is\n"
          "for one of Docker's, write image: docker.io/lab/own:1 in /home/user/cars/tao-project.yaml");
    refused.plan.task.image = "ubuntu:22.04";
    CHECK(refused.lines().find("write image: docker.io/library/ubuntu:22.04 in") != std::string::npos);
    refused.plan.task.image = "localhost/own:1";
    CHECK(refused.lines().find("registry it is") == std::string::npos);
}

TEST_CASE(
    "podman: no specification of devices says how to go without a GPU, and no catatonit what to install") {
    Refused refused(Engine::podman);
    refused.has_image();
    CHECK(
        refused.lines() ==
        "note: podman knows no GPUs here, and the task asks for them: there is no specification in /etc/cdi\n"
        "for a task without a GPU, write gpus: none in /home/user/cars/tao-project.yaml\n"
        "else make one: sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml");
    refused.files.add_file("/var/run/cdi/nvidia.yaml", "");
    CHECK(refused.lines().empty());
    Refused without_init(Engine::podman);
    without_init.has_image();
    without_init.files = {};
    without_init.files.add_file("/etc/cdi/nvidia.json", "");
    CHECK(without_init.lines() ==
          "note: podman lacks catatonit, the first process of a container\ntype: sudo apt-get install "
          "catatonit");
}

TEST_CASE("apptainer's status may be its own where an image had to be fetched") {
    Refused refused(Engine::apptainer);
    CHECK(refused.lines().starts_with(
        "note: 255 is also the status of an apptainer that could not fetch the image; if it says so above"));
    refused.plan.task.image = "/images/tao.sif";
    CHECK(refused.lines().empty());
}

TEST_CASE("nothing is made up where the engine cannot be asked") {
    Refused refused(Engine::docker);
    CHECK(engine_refusal(refused.plan, refused.invocation, refused.files, nullptr).empty());
}

TEST_CASE(
    "docker: a network that the engine does not have is named, with its key, and nothing is said of GPUs") {
    Refused refused(Engine::docker);
    refused.has_image();
    refused.engine.answers["/info"] = R"({"Runtimes": {"runc": {}}})";
    refused.plan.task.docker.network = {"nosuch", std::nullopt};
    CHECK(refused.lines() ==
          "note: the Docker Engine has no network 'nosuch', which docker: {network: ...} names in "
          "/home/user/cars/tao-project.yaml\nto see those that it has, type: docker network ls");
    refused.engine.answers["/networks/nosuch"] = "{}";
    CHECK(refused.lines().starts_with("note: if docker speaks of devices or GPUs above"));
}

TEST_CASE("docker: with ulimits it may be the daemon that may not raise them") {
    Refused refused(Engine::docker);
    refused.has_image();
    refused.engine.answers["/info"] = R"({"Runtimes": {"nvidia": {}}})";
    refused.plan.task.docker.ulimits = {std::map<std::string, long long>{{"memlock", -1}}, std::nullopt};
    CHECK(
        refused.lines() ==
        "note: if docker speaks of an rlimit above: the Docker daemon of this computer may not raise limits\n"
        "remove ulimits from docker: in /home/user/cars/tao-project.yaml, or lower them");
}
