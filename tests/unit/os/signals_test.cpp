#include "os/signals.hpp"

#include <unistd.h>

#include "os/wait.hpp"
#include "support/catch.hpp"

using namespace tao::os;
using namespace std::chrono_literals;

TEST_CASE("a reader delivers blocked signals one after the other") {
    const SignalSet wanted = {SIGUSR1, SIGUSR2};
    const SignalSet before = set_signal_mask(wanted);
    SignalReader reader(wanted);
    CHECK_FALSE(reader.next());
    ::raise(SIGUSR2);
    ::raise(SIGUSR1);
    REQUIRE(wait_readable({reader.descriptor()}, in(5s)));
    const auto first = reader.next();
    const auto second = reader.next();
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->number + second->number == SIGUSR1 + SIGUSR2);
    CHECK_FALSE(first->from_terminal);
    CHECK_FALSE(reader.next());
    set_signal_mask(before);
}

TEST_CASE("a signal is ignored after ignore and until its default is restored") {
    CHECK_FALSE(is_ignored(SIGUSR1));
    ignore(SIGUSR1);
    CHECK(is_ignored(SIGUSR1));
    restore_default(SIGUSR1);
    CHECK_FALSE(is_ignored(SIGUSR1));
}

TEST_CASE("setting the mask returns the one before") {
    const SignalSet original = set_signal_mask({SIGUSR1});
    const SignalSet second = set_signal_mask(original);
    CHECK(second.contains(SIGUSR1));
    CHECK_FALSE(second.contains(SIGUSR2));
}
