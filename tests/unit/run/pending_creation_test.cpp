#include "run/pending_creation.hpp"

#include "support/answering_engine.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::run;
using State = PendingCreation::State;

namespace {

class WorkingEngine final : public tests::AnsweringEngine {
  public:
    std::optional<std::vector<std::uint32_t>> work;
    bool there = true;
    bool answering = true;
    std::optional<std::vector<std::uint32_t>> abandoned_requests() override { return work; }
    engines::EngineAnswer ask(const std::string&, os::Deadline) override {
        const bool can = there && answering;
        return {.status = can ? 200U : 0U, .body = {}, .failure = {}, .there = there};
    }
};

}  // namespace

TEST_CASE("a creation is under way as long as a request is that was left behind") {
    WorkingEngine engine;
    PendingCreation creation(engine);
    engine.work = {4, 9};
    CHECK(creation.look({}) == State::under_way);
    engine.work = {4, 9, 10};
    CHECK(creation.look({}) == State::under_way);
    engine.work = {9, 10};
    CHECK(creation.look({}) == State::under_way);
    engine.work = {10, 11};  // both came after the program had ended
    CHECK(creation.look({}) == State::over);
    CHECK(creation.look({}) == State::over);
}

TEST_CASE("what others had left behind before does not count, unless it may have been the program's") {
    WorkingEngine engine;
    PendingCreation creation(engine);
    engine.work = {4};
    creation.exclude_what_is_there();
    const bool its_own = GENERATE(false, true);
    if (its_own) creation.exclude_nothing();
    CHECK(creation.look({}) == (its_own ? State::under_way : State::over));
}

TEST_CASE("nothing is certain before the engine has answered once") {
    WorkingEngine engine;
    PendingCreation creation(engine);
    engine.work.emplace();
    engine.answering = false;
    CHECK(creation.look({}) == State::no_answer);
    engine.there = false;
    CHECK(creation.look({}) == State::no_engine);
    engine.there = engine.answering = true;
    CHECK(creation.look({}) == State::over);
}

TEST_CASE("where the kernel does not tell, nothing is seen") {
    WorkingEngine engine;
    PendingCreation creation(engine);
    creation.exclude_what_is_there();
    CHECK(creation.look({}) == State::unseen);
}
