#include "commands/runs.hpp"

#include "support/catch.hpp"

using namespace tao::commands;

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

TEST_CASE("how long ago is said in the largest unit that is passed twice") {
    CHECK(age(100, 100) == "0 seconds");
    CHECK(age(100, 101) == "1 second");
    CHECK(age(100, 219) == "119 seconds");
    CHECK(age(100, 220) == "2 minutes");
    CHECK(age(0, 7200) == "2 hours");
    CHECK(age(0, 47 * 3600) == "47 hours");
    CHECK(age(0, 48 * 3600) == "2 days");
    CHECK(age(200, 100) == "0 seconds");
}
