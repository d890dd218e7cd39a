#include "os/wait.hpp"

#include <type_traits>

#include "os/message_socket.hpp"
#include "support/catch.hpp"

using namespace tao::os;
using namespace std::chrono_literals;

TEST_CASE("waiting ends when one of the descriptors becomes readable") {
    auto [left, right] = make_message_sockets();
    auto [other, unused] = make_message_sockets();
    CHECK_FALSE(wait_readable({other.get(), -1, right.get()}, in(10ms)));
    send_message(left.get(), "x");
    CHECK(wait_readable({other.get(), -1, right.get()}, in(10s)));
}

TEST_CASE("the other side's end makes a descriptor readable") {
    auto [left, right] = make_message_sockets();
    left.close();
    CHECK(wait_readable({right.get()}, in(10s)));
}

TEST_CASE("of two deadlines the earlier counts, and none is never") {
    const Deadline soon = in(1s);
    const Deadline late = in(2s);
    CHECK(earlier(soon, late) == soon);
    CHECK(earlier(late, soon) == soon);
    CHECK(earlier(std::nullopt, late) == late);
    CHECK(earlier(soon, std::nullopt) == soon);
    CHECK_FALSE(earlier(std::nullopt, std::nullopt));
    CHECK_FALSE(passed(std::nullopt));
    CHECK_FALSE(passed(soon));
    CHECK(passed(SteadyClock::now() - 1ms));
}

// A clock that is set, by hand or by NTP, must neither end a wait early nor prolong it.
TEST_CASE("waits are measured by a clock that nobody can set") {
    STATIC_REQUIRE(SteadyClock::is_steady);
    STATIC_REQUIRE(std::is_same_v<Deadline::value_type, SteadyClock::time_point>);
}
