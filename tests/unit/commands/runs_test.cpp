#include "commands/runs_asked_for.hpp"
#include "support/catch.hpp"

using namespace tao::commands;

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
