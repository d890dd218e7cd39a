#include "engines/address.hpp"

#include "support/catch.hpp"

using namespace tao;
using engines::EngineAddress;

namespace {

EngineAddress address(std::vector<std::string> entries) {
    return engines::engine_address(os::Environment(std::move(entries)));
}

EngineAddress local(std::string path) {
    return {.kind = EngineAddress::Kind::local_socket, .path = std::move(path), .host = "", .port = 0};
}

EngineAddress tcp(std::string host, std::uint16_t port) {
    return {.kind = EngineAddress::Kind::plain_tcp, .path = "", .host = std::move(host), .port = port};
}

const EngineAddress no_local_socket;

}  // namespace

TEST_CASE("without DOCKER_HOST the engine is at the launcher's default, whatever the context") {
    CHECK(address({}) == local("/var/run/docker.sock"));
    CHECK(address({"DOCKER_HOST="}) == local("/var/run/docker.sock"));
    CHECK(address({"DOCKER_CONTEXT=rootless"}) == local("/var/run/docker.sock"));
}

TEST_CASE("a local socket is read with one, two or three slashes") {
    for (const char* value : {"unix:/run/user/1000/docker.sock", "unix://run/user/1000/docker.sock",
                              "unix:///run/user/1000/docker.sock"}) {
        CHECK(address({std::string("DOCKER_HOST=") + value}) == local("/run/user/1000/docker.sock"));
    }
    CHECK(address({"DOCKER_HOST=unix://"}) == no_local_socket);
}

TEST_CASE("plain TCP is spoken to addresses in numbers") {
    CHECK(address({"DOCKER_HOST=tcp://127.0.0.1:2375"}) == tcp("127.0.0.1", 2375));
    CHECK(address({"DOCKER_HOST=tcp://10.0.0.7"}) == tcp("10.0.0.7", 2375));
    CHECK(address({"DOCKER_HOST=tcp://[::1]:4243/"}) == tcp("::1", 4243));
    CHECK(address({"DOCKER_HOST=10.0.0.7:4243"}) == tcp("10.0.0.7", 4243));
    CHECK(address({"DOCKER_HOST=tcp://localhost:4243"}) == tcp("127.0.0.1", 4243));
}

TEST_CASE("whatever else there is only the docker command can speak to") {
    CHECK(address({"DOCKER_HOST=ssh://somebody@machine"}) == no_local_socket);
    CHECK(address({"DOCKER_HOST=tcp://machine.example:2375"}) == no_local_socket);
    CHECK(address({"DOCKER_HOST=tcp://127.0.0.1:notaport"}) == no_local_socket);
    CHECK(address({"DOCKER_HOST=tcp://[::1"}) == no_local_socket);
    CHECK(address({"DOCKER_HOST=tcp://127.0.0.1:2376", "DOCKER_TLS_VERIFY=1"}) == no_local_socket);
    CHECK(address({"DOCKER_HOST=tcp://127.0.0.1:2376", "DOCKER_CERT_PATH=/certs"}) == no_local_socket);
    CHECK(address({"DOCKER_HOST=npipe:////./pipe/docker_engine"}) == no_local_socket);
}

TEST_CASE("TLS settings do not matter for a local socket") {
    CHECK(address({"DOCKER_TLS_VERIFY=1"}) == local("/var/run/docker.sock"));
}
