#include "os/processes_with.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "os/process.hpp"
#include "support/catch.hpp"

using namespace tao::os;

TEST_CASE("processes are found by a variable that they were started with") {
    std::error_code error;
    const Program program{
        .path = "/bin/sleep",
        .argv = {"sleep", "30"},
        .environment = Environment({"A=1", "TAO_TEST_MARK=this one", "XTAO_TEST_MARK=other"})};
    auto child = start(program, {}, error);
    REQUIRE(child);
    const auto all = processes_with("TAO_TEST_MARK");
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& process) { return process.id == child->id(); });
    REQUIRE(found != all.end());
    CHECK(found->value == "this one");
    CHECK(found->words == std::vector<std::string>{"sleep", "30"});
    CHECK(found->name == "sleep");
    CHECK(found->started > 0);
    CHECK(processes_with("TAO_TEST_NO_SUCH_MARK").empty());
    const auto by_word = processes_with_word("30");
    CHECK(
        std::any_of(by_word.begin(), by_word.end(), [&](const auto& one) { return one.id == child->id(); }));
    CHECK(processes_with_word("30 and no such word").empty());
    child->send(SIGKILL);
    child->wait();
}
