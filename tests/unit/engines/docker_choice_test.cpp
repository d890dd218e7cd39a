#include "engines/docker_choice.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using namespace tao::engines;

namespace {

struct Home {
    tests::MemoryFileSystem files;

    Home() {
        files.add_file("/home/u/.docker/config.json", R"({"currentContext": "rootless"})");
        add_context("/home/u/.docker", "1f", "rootless", "unix:///run/user/1000/docker.sock");
        add_context("/home/u/.docker", "2e", "gpu1", "ssh://gpu1");
    }

    void add_context(const std::string& directory, const std::string& hash, const std::string& name,
                     const std::string& host) {
        files.add_file(
            directory + "/contexts/meta/" + hash + "/meta.json",
            R"({"Name": ")" + name + R"(", "Endpoints": {"docker": {"Host": ")" + host + R"("}}})");
    }

    DockerChoice choose(std::vector<std::string> environment) const {
        return docker_choice(os::Environment(std::move(environment)), "/home/u", files);
    }
};

}  // namespace

TEST_CASE("docker's own order: DOCKER_HOST, DOCKER_CONTEXT, the configuration, the system's socket") {
    const Home home;
    CHECK(home.choose({"DOCKER_HOST=tcp://127.0.0.1:2375", "DOCKER_CONTEXT=gpu1"}).host ==
          "tcp://127.0.0.1:2375");
    CHECK(home.choose({"DOCKER_CONTEXT=gpu1"}).host == "ssh://gpu1");
    const DockerChoice configured = home.choose({});
    CHECK(configured.host == "unix:///run/user/1000/docker.sock");
    CHECK(configured.by == "the docker context 'rootless'");
    CHECK(home.choose({"DOCKER_CONTEXT=default"}).host == "unix:///var/run/docker.sock");
    CHECK(home.choose({"DOCKER_HOST=", "DOCKER_CONTEXT="}).host == "unix:///run/user/1000/docker.sock");
}

TEST_CASE("DOCKER_CONFIG names another directory") {
    Home home;
    home.files.add_file("/etc/own/config.json", R"({"currentContext": "lab"})");
    home.add_context("/etc/own", "aa", "lab", "unix:///lab.sock");
    CHECK(home.choose({"DOCKER_CONFIG=/etc/own"}).host == "unix:///lab.sock");
    CHECK(home.choose({"DOCKER_CONFIG=/nowhere"}).host == "unix:///var/run/docker.sock");
}

TEST_CASE("a context that is not there is a fault, as for the docker command") {
    const DockerChoice choice = Home().choose({"DOCKER_CONTEXT=gone"});
    CHECK(choice.fault ==
          "DOCKER_CONTEXT names the docker context 'gone', and there is none of that name in "
          "/home/u/.docker/contexts\n"
          "to see those that are there, type: docker context ls");
}

TEST_CASE("files that are no JSON, or not docker's, choose nothing") {
    Home home;
    home.files.add_file("/home/u/.docker/config.json", "[1, 2");
    CHECK(home.choose({}).host == "unix:///var/run/docker.sock");
    home.files.add_file("/home/u/.docker/config.json", R"({"currentContext": 7})");
    CHECK(home.choose({}).by.empty());
}

TEST_CASE("an engine is on this computer by a socket or by the loopback address") {
    struct Row {
        const char* host;
        bool here;
    };
    const auto row = GENERATE(Row{"unix:///run/docker.sock", true}, Row{"tcp://127.0.0.1:2375", true},
                              Row{"tcp://localhost:2375", true}, Row{"tcp://[::1]:2375", true},
                              Row{"127.0.0.1:1", true}, Row{"tcp://docker:2375", false},
                              Row{"tcp://10.0.0.7:2376", false}, Row{"ssh://me@127.0.0.1", false},
                              Row{"ssh://gpu1", false}, Row{"npipe:////./pipe/x", false});
    CAPTURE(row.host);
    CHECK(Home().choose({std::string("DOCKER_HOST=") + row.host}).is_here == row.here);
}

TEST_CASE("an engine on another computer is said, with where the mounts would be looked for") {
    CHECK(engine_is_elsewhere(Home().choose({"DOCKER_CONTEXT=gpu1"})) ==
          "the Docker Engine that the docker context 'gpu1' names is on another computer (ssh://gpu1): it "
          "would look "
          "for the sources of the mounts there, not here\n"
          "to use the engine of this computer, type: DOCKER_CONTEXT=default tao ...\n"
          "to use that one, log in there and type the line there");
    CHECK(engine_is_elsewhere(Home().choose({})).empty());
}

TEST_CASE("whoever only knows DOCKER_HOST finds the same engine") {
    const os::Environment caller({"DOCKER_CONTEXT=rootless", "A=1"});
    const os::Environment environment = with_choice(caller, Home().choose({"DOCKER_CONTEXT=rootless"}));
    CHECK(environment.get_or_empty("DOCKER_HOST") == "unix:///run/user/1000/docker.sock");
    CHECK_FALSE(environment.get("DOCKER_CONTEXT"));
    CHECK(with_choice(caller, Home().choose({"DOCKER_CONTEXT=default"})).entries() == caller.entries());
}

TEST_CASE("what is no address of an engine is said to be none, and not to be on another computer") {
    for (const char* host : {"bogus", "foo://x", "unix:///", "tcp://", "gpu1:x", ":", "unix:"}) {
        INFO(host);
        const auto choice = Home().choose({std::string("DOCKER_HOST=") + host});
        CHECK(choice.fault == "DOCKER_HOST names no address of a Docker Engine: '" + std::string(host) +
                                  "'\nan address is unix:///var/run/docker.sock, or tcp://127.0.0.1:2375\n"
                                  "to use the engine of this computer, type: DOCKER_HOST= tao ...");
        CHECK(engine_is_elsewhere(choice).empty());
    }
    for (const char* host : {"unix://var/run/docker.sock", "gpu1:2375", "[::1]:2375", "tcp://[::1]:2375/",
                             "ssh://gpu1", "http://127.0.0.1:2375"}) {
        INFO(host);
        CHECK(Home().choose({std::string("DOCKER_HOST=") + host}).fault.empty());
    }
}
