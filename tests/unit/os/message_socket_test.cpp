#include "os/message_socket.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "support/catch.hpp"

using namespace tao::os;

TEST_CASE("messages arrive whole, in order, and with their descriptor") {
    auto [left, right] = make_message_sockets();
    const Descriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    CHECK(send_message(left.get(), "one", file.get()));
    CHECK(send_message(left.get(), "two"));
    const auto first = receive_message(right.get());
    const auto second = receive_message(right.get());
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->text == "one");
    CHECK(first->descriptor);
    CHECK(first->descriptor.get() != file.get());
    CHECK(second->text == "two");
    CHECK_FALSE(second->descriptor);
}

TEST_CASE("no message is not the same as nobody there") {
    auto [left, right] = make_message_sockets();
    CHECK_FALSE(receive_message(right.get()));
    left.close();
    const auto gone = receive_message(right.get());
    REQUIRE(gone);
    CHECK(gone->text.empty());
}

TEST_CASE("a message to nobody fails without a signal") {
    auto [left, right] = make_message_sockets();
    right.close();
    CHECK_FALSE(send_message(left.get(), "one"));
}
