#include "run/task_still_runs.hpp"

#include "support/answering_engine.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using namespace tao::run;

namespace {

const TaskCommand command = {.terminal = true, .container_id = "c1", .words = {"dino", "train", "a b"}};

bool still_runs(const std::string& running, const std::string& words) {
    tests::AnsweringEngine engine;
    engine.answers["/containers/c1/json"] = R"({"ExecIDs":["e1"]})";
    engine.answers["/exec/e1/json"] = R"({"Running":)" + running + R"(,"ProcessConfig":)" + words + "}";
    return task_still_runs(engine, command, std::nullopt);
}

constexpr char our_run[] = R"({"entrypoint":"dino","arguments":["train","a b"]})";

}  // namespace

TEST_CASE("a task that the engine calls running still runs") {
    CHECK(still_runs("true", our_run));
}

TEST_CASE("a task that has ended does not") {
    CHECK_FALSE(still_runs("false", our_run));
}

TEST_CASE("another command in the same container is not the task") {
    CHECK_FALSE(still_runs("true", R"({"entrypoint":"bash","arguments":[]})"));
    CHECK_FALSE(still_runs("true", R"({"entrypoint":"dino","arguments":["train","a","b"]})"));
}

TEST_CASE("an engine that says nothing sensible says no") {
    tests::AnsweringEngine engine;
    CHECK_FALSE(task_still_runs(engine, command, std::nullopt));
    for (const char* body :
         {"", "[]", "{", R"({"ExecIDs":null})", R"({"ExecIDs":[7]})", R"({"ExecIDs":["e9"]})"}) {
        engine.answers["/containers/c1/json"] = body;
        CHECK_FALSE(task_still_runs(engine, command, std::nullopt));
    }
}
