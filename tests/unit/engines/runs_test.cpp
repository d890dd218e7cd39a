#include "engines/runs.hpp"

#include "support/catch.hpp"

using namespace tao::engines;

TEST_CASE("a container with our marks is a run") {
    const auto run =
        run_of(R"({"Id": "abc", "Created": "2026-01-31T12:00:01.5Z", "State": {"Status": "running"},
        "Config": {"Image": "nvcr.io/x:1", "Env": ["A=b", "TAO_SHIM_PROJECT=/p/tao-project.yaml", "TAO_SHIM_RUN=77"]}})");
    REQUIRE(run);
    CHECK(run->id == "77");
    CHECK(run->project == "/p/tao-project.yaml");
    CHECK(run->container_id == "abc");
    CHECK(run->image == "nvcr.io/x:1");
    CHECK(run->state == "running");
    CHECK(run->started == 1769860801);
}

TEST_CASE("other containers, and answers of another form, are none") {
    for (const char* other : {"", "[]", "{}", R"({"Config": null})", R"({"Config": {"Env": null}})",
                              R"({"Config": {"Env": ["XTAO_SHIM_RUN=1", 7]}})"}) {
        INFO(other);
        CHECK_FALSE(run_of(other));
    }
}

TEST_CASE("a container that an engine's command made says what runs in it") {
    const auto run = run_of(
        R"({"Id": "abc", "Created": "2026-01-31T12:00:01Z", "State": {"Status": "running"}, "ImageName": "x:1",
        "Config": {"Cmd": ["dino", "train", "a b"], "Labels": {"tao-shim.run": "77"}, "Env": ["TAO_SHIM_RUN=77"]}})");
    REQUIRE(run);
    CHECK(run->by_command);
    CHECK(run->command == "dino train 'a b'");
    CHECK(run->image == "x:1");
}
