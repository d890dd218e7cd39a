#include "os/shared_word.hpp"

#include <thread>

#include "support/catch.hpp"

using namespace tao::os;
using namespace std::chrono_literals;

TEST_CASE("a shared word that is set already is not waited for") {
    SharedWord word{};
    word.set(3);
    CHECK(word.wait_until_set(std::nullopt) == 3);
}

TEST_CASE("a shared word wakes the one who waits for it") {
    SharedWord word{};
    std::thread setter([&] {
        std::this_thread::sleep_for(20ms);
        word.set(7);
    });
    CHECK(word.wait_until_set(in(10s)) == 7);
    setter.join();
}

TEST_CASE("waiting for a shared word ends at its deadline") {
    SharedWord word{};
    const auto before = SteadyClock::now();
    CHECK(word.wait_until_set(in(30ms)) == 0);
    CHECK(SteadyClock::now() - before >= 30ms);
}
