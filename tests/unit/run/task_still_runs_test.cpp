#include "run/task_still_runs.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace tao;
using namespace tao::run;

namespace {

// An engine that only answers questions.
class AnsweringEngine final : public Engine {
  public:
    std::map<std::string, std::string> answers;

    EngineAnswer ask(const std::string& path, os::Deadline) override {
        const auto found = answers.find(path);
        if (found == answers.end())
            return {.status = 404, .body = R"({"message":"no such thing"})", .failure = ""};
        return {.status = 200, .body = found->second, .failure = ""};
    }
    bool subscribe(os::Deadline, std::string&) override { return false; }
    int event_descriptor() const override { return -1; }
    std::optional<EngineEvent> next_event() override { return std::nullopt; }
    void signal(const std::string&, int, os::Deadline) override {}
    bool remove(const std::string&, os::Deadline) override { return true; }
    bool exists(const std::string&, os::Deadline) override { return false; }
    std::vector<std::string> list(os::Deadline) override { return {}; }
    std::optional<std::string> variable(const std::string&, const std::string&, os::Deadline) override {
        return "";
    }
};

const TaskCommand command = {.terminal = true, .container_id = "c1", .words = {"dino", "train", "a b"}};

bool still_runs(const std::string& running, const std::string& words) {
    AnsweringEngine engine;
    engine.answers["/containers/c1/json"] = R"({"ExecIDs":["e1"]})";
    engine.answers["/exec/e1/json"] = R"({"Running":)" + running + R"(,"ProcessConfig":)" + words + "}";
    return task_still_runs(engine, command, std::nullopt);
}

constexpr char ours[] = R"({"entrypoint":"dino","arguments":["train","a b"]})";

}  // namespace

TEST_CASE("a task that the engine calls running still runs") {
    CHECK(still_runs("true", ours));
}

TEST_CASE("a task that has ended does not") {
    CHECK_FALSE(still_runs("false", ours));
}

TEST_CASE("another command in the same container is not the task") {
    CHECK_FALSE(still_runs("true", R"({"entrypoint":"bash","arguments":[]})"));
    CHECK_FALSE(still_runs("true", R"({"entrypoint":"dino","arguments":["train","a","b"]})"));
}

TEST_CASE("an engine that says nothing sensible says no") {
    AnsweringEngine engine;
    CHECK_FALSE(task_still_runs(engine, command, std::nullopt));
    for (const char* body :
         {"", "[]", "{", R"({"ExecIDs":null})", R"({"ExecIDs":[7]})", R"({"ExecIDs":["e9"]})"}) {
        engine.answers["/containers/c1/json"] = body;
        CHECK_FALSE(task_still_runs(engine, command, std::nullopt));
    }
}
