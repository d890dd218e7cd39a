#include "engines/api.hpp"

#include <unistd.h>

#include <csignal>

#include "support/catch.hpp"
#include "support/http_server.hpp"

using namespace tao;
using namespace tao::engines;
using namespace std::chrono_literals;
using tests::HttpServer;
using Words = std::vector<std::string>;

namespace {

std::unique_ptr<ContainerEngine> engine_at(const HttpServer& server) {
    return make_engine_api({.kind = EngineAddress::Kind::local_socket, .path = server.path(), .host = {}});
}

// A server that answers by the first line of the request: what follows it in the table, else 404.
HttpServer::Answer table(std::vector<std::pair<std::string, std::string>> answers) {
    return [answers = std::move(answers)](const std::string& request) {
        for (const auto& [beginning, answer] : answers) {
            if (request.starts_with(beginning + " ")) return answer;
        }
        return HttpServer::response("404 Not Found", R"({"message":"no such thing"})");
    };
}

std::string ok(const std::string& body, const std::string& fields = {}) {
    return HttpServer::response("200 OK", body, fields);
}

std::string chunk(const std::string& text) {
    char size[16];
    std::snprintf(size, sizeof size, "%zx", text.size());
    return std::string(size) + "\r\n" + text + "\r\n";
}

}  // namespace

TEST_CASE("every container is listed, and an engine that answers something else lists nothing") {
    const HttpServer server(table({{"GET /containers/json?all=true", ok(R"([{"Id":"a"},{"Id":"b"}])")}}));
    CHECK(engine_at(server)->list(os::in(5s)) == Words{"a", "b"});
    const HttpServer failing(table({{"GET /containers/json?all=true", ok(R"({"message":"no"})")}}));
    CHECK_FALSE(engine_at(failing)->list(os::in(5s)));
}

TEST_CASE("an engine that hangs is not waited for beyond the deadline") {
    HttpServer server([](const std::string&) { return std::string(); });
    server.keep_open = true;
    const auto engine = engine_at(server);
    CHECK_FALSE(engine->list(os::in(50ms)));
    const EngineAnswer answer = engine->ask("/info", os::in(50ms));
    CHECK(answer.status == 0);
    CHECK(answer.there);
    CHECK_FALSE(answer.failure.empty());
}

TEST_CASE("where nobody listens, the reason is told") {
    const auto engine = make_engine_api(
        {.kind = EngineAddress::Kind::local_socket, .path = "/nonexistent/docker.sock", .host = {}});
    std::string failure;
    CHECK_FALSE(engine->subscribe(os::in(1s), failure));
    CHECK(failure == "No such file or directory");
    const EngineAnswer answer = engine->ask("/info", os::in(1s));
    CHECK(answer.status == 0);
    CHECK_FALSE(answer.there);
    CHECK(answer.failure == failure);
    CHECK_FALSE(engine->abandoned_requests());
}

TEST_CASE("an engine that only the docker command can reach is told in a sentence") {
    for (const char* host : {"ssh://me@node7", "https://10.0.0.1:2376", "tcp://node7:2375"}) {
        const auto engine = connect_engine(os::Environment({std::string("DOCKER_HOST=") + host}));
        std::string failure;
        CHECK_FALSE(engine->subscribe(os::in(1s), failure));
        CHECK(failure ==
              "tao-shim reaches an engine by a socket of this machine or by plain TCP to an address in "
              "numbers, "
              "not over ssh, with TLS or by a host's name");
        CHECK(engine->ask("/info", os::in(1s)).failure == failure);
        CHECK_FALSE(engine->list(os::in(1s)));
        CHECK_FALSE(engine->remove("a", os::in(1s)));
    }
}

TEST_CASE("a container is removed by force with its volumes, and gone once nobody knows it") {
    int asked = 0;
    const HttpServer server([&](const std::string& request) {
        if (request.starts_with("DELETE ")) return HttpServer::response("409 Conflict", "{}");
        return ++asked < 2 ? ok("{}") : HttpServer::response("404 Not Found", "{}");
    });
    const auto engine = engine_at(server);
    CHECK_FALSE(engine->remove("abc", os::in(5s)));
    CHECK(engine->remove("abc", os::in(5s)));
    CHECK(server.requests() ==
          Words{"DELETE /containers/abc?force=true&v=true HTTP/1.1", "GET /containers/abc/json HTTP/1.1",
                "DELETE /containers/abc?force=true&v=true HTTP/1.1", "GET /containers/abc/json HTTP/1.1"});
}

TEST_CASE("an engine that does not answer has not removed anything") {
    const HttpServer server([](const std::string&) { return std::string("HTTP/1.1 nonsense"); });
    CHECK_FALSE(engine_at(server)->remove("abc", os::in(5s)));
    CHECK(engine_at(server)->exists("abc", os::in(5s)));
}

TEST_CASE("a signal goes to the container by its number") {
    const HttpServer server(table({}));
    engine_at(server)->signal("abc", SIGHUP, os::in(5s));
    CHECK(server.requests() == Words{"POST /containers/abc/kill?signal=1 HTTP/1.1"});
}

TEST_CASE("a variable of a container is told, or that it has none, or nothing") {
    const HttpServer server(
        table({{"GET /containers/abc/json", ok(R"({"Config":{"Env":["A=1","RUN=r=7","B="]}})")},
               {"GET /containers/odd/json", ok(R"({"Config":{}})")}}));
    const auto engine = engine_at(server);
    CHECK(engine->variable("abc", "RUN", os::in(5s)) == "r=7");
    CHECK(engine->variable("abc", "C", os::in(5s)) == "");
    CHECK_FALSE(engine->variable("odd", "RUN", os::in(5s)));
    CHECK_FALSE(engine->variable("other", "RUN", os::in(5s)));
}

TEST_CASE("the age of a container that never started is by the engine's clock") {
    const std::string containers =
        R"([{"Id":"old","Created":1700000000},{"Id":"new","Created":1700000500},{"Id":"odd"}])";
    const HttpServer server([&](const std::string&) {
        return ok(containers, "Date: Tue, 14 Nov 2023 22:23:20 GMT\r\n");  // 1700000600
    });
    const auto engine = engine_at(server);
    CHECK(engine->list_never_started(300s, os::in(5s)) == Words{"old"});
    CHECK(engine->list_never_started(50s, os::in(5s)) == Words{"old", "new"});
    const HttpServer without_date([&](const std::string&) { return ok(containers); });
    CHECK(engine_at(without_date)->list_never_started(50s, os::in(5s)).empty());
}

TEST_CASE("events arrive in their order however they are cut, until the engine ends them") {
    const std::string create = R"({"Action":"create","Actor":{"ID":"a","Attributes":{"tao-shim.run":"r7"}}})";
    const std::string kill = R"({"Action":"kill","Actor":{"ID":"a","Attributes":{"signal":"15"}}})";
    const std::string other = R"({"Action":"exec_start","Actor":{"ID":"a"}})";
    const HttpServer server([&](const std::string&) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(create.substr(0, 20)) +
               chunk(create.substr(20) + "\n" + other + "\n") + chunk(kill + "\n") + "0\r\n\r\n";
    });
    const auto engine = engine_at(server);
    CHECK(engine->event_descriptor() == -1);
    std::string failure;
    REQUIRE(engine->subscribe(os::in(5s), failure));
    std::vector<EngineEvent> events;
    while (engine->event_descriptor() >= 0) {
        REQUIRE(os::wait_readable({engine->event_descriptor()}, os::in(5s)));
        while (const auto event = engine->next_event())
            events.push_back(*event);
    }
    REQUIRE(events.size() == 2);
    CHECK(events[0].kind == EngineEvent::Kind::created);
    CHECK(events[0].run == "r7");
    CHECK(events[1].kind == EngineEvent::Kind::signalled);
    CHECK(events[1].signal == SIGTERM);
    // The filter that is sent names what is wanted and nothing else, encoded.
    const std::string asked = server.requests().front();
    CHECK(asked.starts_with("GET /events?filters=%7B%22%74%79%70%65%22%3A"));
    CHECK(asked.find_first_of("{}\"") == std::string::npos);
}

TEST_CASE("an engine that refuses events is told with its status") {
    const HttpServer server(table({}));
    const auto engine = engine_at(server);
    std::string failure;
    CHECK_FALSE(engine->subscribe(os::in(5s), failure));
    CHECK(failure == "status 404");
    CHECK(engine->event_descriptor() == -1);
}

TEST_CASE("a command in a container is started as user 0, and its input ends with what is returned") {
    std::string body;
    HttpServer server([&](const std::string& request) {
        if (request.starts_with("POST /containers/abc/exec ")) {
            body = request.substr(request.find("\r\n\r\n") + 4);
            return HttpServer::response("201 Created", R"({"Id":"e1"})");
        }
        return std::string("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    });
    server.keep_open = true;
    const os::Descriptor input = engine_at(server)->attach("abc", {"/bin/sh", "-c", "read x"}, os::in(5s));
    CHECK(input);
    CHECK(body == R"({"AttachStdin":true,"User":"0","Cmd":["/bin/sh","-c","read x"]})");
    CHECK(server.requests() == Words{"POST /containers/abc/exec HTTP/1.1", "POST /exec/e1/start HTTP/1.1"});
}

TEST_CASE("a command that the engine does not start has no input") {
    const HttpServer server(
        table({{"POST /containers/abc/exec", HttpServer::response("201 Created", R"({"Id":"e1"})")}}));
    CHECK_FALSE(engine_at(server)->attach("abc", {"/bin/sh"}, os::in(5s)));
    CHECK_FALSE(engine_at(server)->attach("other", {"/bin/sh"}, os::in(5s)));
}

TEST_CASE("a request whose client has gone is seen while the engine is at work on it, and no longer") {
    HttpServer server(table({{"GET /_ping", ok("OK")}}));
    const auto engine = engine_at(server);
    REQUIRE(engine->ask("/_ping", os::in(5s)).status == 200);
    if (!engine->abandoned_requests()) {
        WARN("SKIPPED: this kernel does not list local sockets (CONFIG_UNIX_DIAG)");
        return;
    }
    // The server closes its end a little after it has answered.
    const os::Deadline closed_until = os::in(5s);
    while (!engine->abandoned_requests()->empty() && !os::passed(closed_until))
        os::wait_readable({}, os::in(1ms));
    CHECK(engine->abandoned_requests()->empty());
    server.keep_open = true;  // as an engine that has not finished
    engine->signal("abc", SIGTERM, os::in(5s));
    CHECK(engine->abandoned_requests()->size() == 1);
}
