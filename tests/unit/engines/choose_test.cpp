#include "engines/choose.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using namespace tao::engines;
using project::Engine;

namespace {

struct Machine {
    tests::MemoryFileSystem files;
    EngineWishes wishes{.configuration_file = "/home/u/.config/tao-shim/config.yaml", .home = "/home/u"};
    std::vector<std::string> environment{"PATH=/bin"};

    void install(const std::string& program, const std::string& text =
                                                 "\x7f"
                                                 "ELF") {
        files.add_file("/bin/" + program, text, 0755, 0);
    }
    void start_docker() { files.add_file("/var/run/docker.sock", "", 0666, 0); }

    EngineChoice choose() const { return choose_engine(wishes, os::Environment(environment), files); }
};

}  // namespace

TEST_CASE("auto: the launcher, else the first engine that is there") {
    Machine machine;
    CHECK(machine.choose().engine == Engine::launcher);
    CHECK(machine.choose().program.empty());
    machine.install("singularity");
    CHECK(machine.choose().engine == Engine::apptainer);
    CHECK(machine.choose().program == "/bin/singularity");
    machine.install("apptainer");
    CHECK(machine.choose().program == "/bin/apptainer");
    machine.install("podman");
    CHECK(machine.choose().engine == Engine::podman);
    machine.install("docker");
    machine.start_docker();
    CHECK(machine.choose().engine == Engine::docker);
    CHECK(machine.choose().by == "auto");
    machine.wishes.launcher_found = true;
    CHECK(machine.choose().engine == Engine::launcher);
}

TEST_CASE("auto: a docker without an engine that this user may use gives way to podman, but not to nothing") {
    Machine machine;
    machine.install("docker");
    CHECK(machine.choose().engine == Engine::docker);
    CHECK(machine.choose().fault.empty());
    machine.install("podman");
    CHECK(machine.choose().engine == Engine::podman);
    machine.start_docker();
    CHECK(machine.choose().engine == Engine::docker);
}

TEST_CASE("a podman that makes its containers on another computer is said to be elsewhere") {
    const std::string of_the_user = "/home/u/.config/containers/containers.conf";
    const auto fault = [&](const std::string& variable, const std::string& conf,
                           const std::string& part = "") {
        Machine machine;
        machine.install("podman");
        machine.files.add_file(of_the_user, conf);
        if (!part.empty()) machine.files.add_file("/etc/containers/containers.conf.d/site.conf", part);
        if (!variable.empty()) machine.environment.push_back(variable);
        return machine.choose().fault;
    };
    const std::string rest =
        " is on another computer: it would look for the sources of the mounts there, not here";
    CHECK(fault("CONTAINER_HOST=ssh://gpu1/run/podman.sock", "") ==
          "the podman that CONTAINER_HOST names (ssh://gpu1/run/podman.sock)" + rest);
    CHECK(fault("CONTAINER_CONNECTION=gpu1", "") ==
          "the podman that CONTAINER_CONNECTION names (gpu1)" + rest);
    const std::string service =
        "[engine]\nactive_service = \"x\"\n[engine.service_destinations.x]\nuri = \"ssh://gpu1/s\"\n";
    CHECK(fault("", service + "remote = true\n") ==
          "the podman that " + of_the_user + " names (remote = true)" + rest);
    CHECK(fault("", service, "[engine]\nremote = true\n") ==
          "the podman that /etc/containers/containers.conf.d/site.conf names (remote = true)" + rest);
    CHECK(fault("", "remote = false\n", service + "remote = true\n").empty());
    // Only asked for with --remote.
    CHECK(fault("", service).empty());
    CHECK(fault("CONTAINER_HOST=unix:///run/user/1000/podman/podman.sock", "").empty());
    CHECK(fault("CONTAINERS_CONF=/other", service + "remote = true\n").empty());
}

TEST_CASE("auto: a docker engine that the user has chosen is used, or said to be elsewhere") {
    Machine machine;
    machine.install("docker");
    machine.install("podman");
    machine.environment.emplace_back("DOCKER_HOST=ssh://gpu1");
    CHECK(machine.choose().engine == Engine::docker);
    CHECK(machine.choose().fault.starts_with(
        "the Docker Engine that DOCKER_HOST names is on another computer"));
    machine.environment.back() = "DOCKER_HOST=unix:///run/user/1000/docker.sock";
    CHECK(machine.choose().engine == Engine::docker);
    CHECK(machine.choose().fault.empty());
}

TEST_CASE("podman by docker's name is podman") {
    Machine machine;
    machine.install("docker", "#!/bin/sh\nexec /usr/bin/podman \"$@\"\n");
    machine.install("podman");
    machine.start_docker();
    CHECK(machine.choose().engine == Engine::podman);
    machine.wishes.project = {Engine::docker, text::Span{3, 9}};
    const EngineChoice choice = machine.choose();
    CHECK(choice.fault == "'/bin/docker' is podman under docker's name");
    CHECK(choice.hint == "write engine: podman");
    CHECK(choice.where == text::Span{3, 9});
}

TEST_CASE("the machine's word goes before the project's, and the variable before the configuration") {
    Machine machine;
    machine.install("docker");
    machine.install("podman");
    machine.install("apptainer");
    machine.wishes.project = {Engine::apptainer, text::Span{3, 9}};
    CHECK(machine.choose().engine == Engine::apptainer);
    CHECK(machine.choose().by == "the project file");
    machine.wishes.configured = Engine::podman;
    CHECK(machine.choose().engine == Engine::podman);
    CHECK(machine.choose().by == "/home/u/.config/tao-shim/config.yaml");
    machine.environment.emplace_back("TAO_SHIM_ENGINE=docker");
    CHECK(machine.choose().engine == Engine::docker);
    machine.environment.back() = "TAO_SHIM_ENGINE=auto";
    machine.wishes.launcher_found = true;
    CHECK(machine.choose().engine == Engine::launcher);
}

TEST_CASE("an engine that is named and not there, or that there is not at all, is said") {
    Machine machine;
    machine.environment.emplace_back("TAO_SHIM_ENGINE=podman");
    CHECK(machine.choose().fault == "there is no podman on PATH, and TAO_SHIM_ENGINE names it as the engine");
    machine.files.add_file("/bin/podman", "", 0644, 0);
    CHECK(machine.choose().fault ==
          "'/bin/podman' may not be executed, and TAO_SHIM_ENGINE names podman as the engine");
    CHECK(machine.choose().hint == "to allow it, type: chmod +x /bin/podman");
    machine.environment.back() = "TAO_SHIM_ENGINE=dokcer";
    CHECK(machine.choose().fault ==
          "TAO_SHIM_ENGINE names the engine 'dokcer', and there is none of that name");
    CHECK(machine.choose().hint == "did you mean docker?");
    machine.environment.back() = "TAO_SHIM_ENGINE=singularity";
    CHECK(machine.choose().hint == "write apptainer: it is found under both names");
    machine.environment.back() = "TAO_SHIM_ENGINE=kubernetes";
    CHECK(machine.choose().hint == "one of auto, launcher, docker, podman, apptainer or slurm");
}

TEST_CASE("a docker on another computer is an error if it is asked for") {
    Machine machine;
    machine.install("docker");
    machine.environment.emplace_back("DOCKER_HOST=ssh://gpu1");
    machine.wishes.project = {Engine::docker, tao::text::Span{19, 25}};
    CHECK(machine.choose().fault.starts_with(
        "the Docker Engine that DOCKER_HOST names is on another computer"));
    CHECK_FALSE(machine.choose().where);  // the project file has no fault
    CHECK(
        machine.choose().hint.starts_with("to use the engine of this computer, type: DOCKER_HOST= tao ..."));
}
