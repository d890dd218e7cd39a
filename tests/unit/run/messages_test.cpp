#include "run/messages.hpp"

#include "os/message_socket.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::run;

TEST_CASE("findings arrive as they were sent") {
    for (int bits = 0; bits < 16; ++bits) {
        for (const char* text : {"", "cannot reach it: a:b c", "ecp"}) {
            const Findings findings{.engine_lost = (bits & 1) != 0,
                                    .container_left = (bits & 2) != 0,
                                    .creation_pending = (bits & 4) != 0,
                                    .replaced = (bits & 8) != 0 ? "not '/data': any more" : "",
                                    .unreachable = text};
            CHECK(findings_in(to_message(findings)) == findings);
        }
    }
}

TEST_CASE("a long reason is cut to what one message holds") {
    const std::string message = to_message({.unreachable = std::string(3 * os::longest_message, 'x')});
    CHECK(message.size() == os::longest_message);
    REQUIRE(findings_in(message));
    CHECK(findings_in(message)->unreachable.size() > os::longest_message / 2);
}

TEST_CASE("other messages are no findings") {
    for (const std::string_view text :
         {child_started, stop_container, child_ended, child_ended_signalled, child_stopped, switch_set})
        CHECK_FALSE(findings_in(text));
    CHECK_FALSE(findings_in("findings "));
    CHECK_FALSE(findings_in(""));
}
