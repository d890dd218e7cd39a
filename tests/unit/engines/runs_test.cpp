#include "engines/runs.hpp"

#include "support/answering_engine.hpp"
#include "support/catch.hpp"

using namespace tao::engines;

namespace {

constexpr char of_run_77[] =
    R"({"Id": "abc", "Created": "2026-01-31T12:00:01Z", "State": {"Status": "running"}, "Config": {"Env": ["TAO_SHIM_RUN=77-1"]}})";

KnownEngine engine_with(const std::string& name, bool named, std::map<std::string, std::string> answers) {
    auto engine = std::make_unique<tao::tests::AnsweringEngine>();
    engine->answers = std::move(answers);
    return {.name = name, .command = "rm", .named = named, .engine = std::move(engine)};
}

KnownEngine silent(const std::string& name, bool named) {
    return engine_with(name, named, {});
}

KnownEngine with_a_run(const std::string& name) {
    return engine_with(
        name, false,
        {{"/containers/json?all=true", R"([{"Id": "abc"}])"}, {"/containers/abc/json", of_run_77}});
}

EveryRun ask(KnownEngine one, KnownEngine other) {
    std::vector<KnownEngine> known;
    known.push_back(std::move(one));
    known.push_back(std::move(other));
    return every_run(std::move(known));
}

}  // namespace

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
                              R"({"Config": {"Env": ["XTAO_SHIM_RUN=1", 7]}})",
                              R"({"Config": {"Env": ["TAO_SHIM_RUN=a\u001b[2Jb"]}})",
                              R"({"Config": {"Env": ["TAO_SHIM_RUN=../../x"]}})",
                              R"({"Config": {"Env": ["TAO_SHIM_RUN=-f"]}})"}) {
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

TEST_CASE("where no engine answers it is not known what runs, and each is said") {
    const auto every = ask(silent("docker", false), silent("podman", false));
    CHECK(every.failures ==
          std::vector<std::string>{
              "error: docker cannot be asked: it answered with status 404\nto find out why, type: tao-shim "
              "doctor",
              "error: podman cannot be asked: it answered with status 404\nto find out why, type: tao-shim "
              "doctor"});
    CHECK(every.engines.empty());
}

TEST_CASE("an engine that does not answer is a failure only if the user has named it") {
    const auto unnamed = ask(silent("docker", false), with_a_run("podman"));
    CHECK(unnamed.failures.empty());
    REQUIRE(unnamed.engines.size() == 1);
    CHECK(unnamed.engines[0].runs.at(0).id == "77-1");
    CHECK(ask(silent("docker", true), with_a_run("podman")).failures.size() == 1);
}

TEST_CASE("a job's container is not another run") {
    const auto every =
        ask(engine_with("Slurm", false,
                        {{"/containers/json?all=true", R"([{"Id": "7"}])"},
                         {"/containers/7/json", R"({"Id": "7", "Config": {"Env": ["TAO_SHIM_RUN=77"]}})"}}),
            with_a_run("docker"));
    REQUIRE(every.engines.size() == 2);
    CHECK(every.engines[0].runs.size() == 1);
    CHECK(every.engines[1].runs.empty());
}
