#include "os/stream_socket.hpp"

#include <unistd.h>

#include "support/catch.hpp"
#include "support/listener.hpp"
#include "support/temporary_directory.hpp"

using namespace tao::os;
using tao::tests::Listener;
using namespace std::chrono_literals;

TEST_CASE("bytes go both ways over a local socket") {
    const tao::tests::TemporaryDirectory directory;
    const Listener listener(directory.path() + "/socket");
    std::error_code error;
    StreamSocket client = StreamSocket::connect_local(listener.path(), in(5s), error);
    REQUIRE_FALSE(error);
    const Descriptor server = listener.accept();
    CHECK(client.write_some("ping", 4, in(5s), error) == 4);
    char buffer[8] = {};
    CHECK(::read(server.get(), buffer, sizeof buffer) == 4);
    REQUIRE(::write(server.get(), "pong", 4) == 4);
    CHECK(client.read_some(buffer, sizeof buffer, in(5s), error) == 4);
    CHECK_FALSE(error);
    CHECK(std::string(buffer, 4) == "pong");
}

TEST_CASE("a server that says nothing is not waited for beyond the deadline") {
    const tao::tests::TemporaryDirectory directory;
    const Listener listener(directory.path() + "/socket");
    std::error_code error;
    StreamSocket client = StreamSocket::connect_local(listener.path(), in(5s), error);
    char buffer[8] = {};
    const auto before = SteadyClock::now();
    CHECK(client.read_some(buffer, sizeof buffer, in(30ms), error) == 0);
    CHECK(error == std::errc::timed_out);
    CHECK(SteadyClock::now() - before < 5s);
}

TEST_CASE("a server that reads nothing is not waited for beyond the deadline") {
    const tao::tests::TemporaryDirectory directory;
    const Listener listener(directory.path() + "/socket");
    std::error_code error;
    StreamSocket client = StreamSocket::connect_local(listener.path(), in(5s), error);
    const std::string much(1 << 20, 'x');
    for (int round = 0; round < 100 && !error; ++round) {
        client.write_some(much.data(), much.size(), in(30ms), error);
    }
    CHECK(error == std::errc::timed_out);
}

TEST_CASE("the end of the stream is no error") {
    const tao::tests::TemporaryDirectory directory;
    const Listener listener(directory.path() + "/socket");
    std::error_code error;
    StreamSocket client = StreamSocket::connect_local(listener.path(), in(5s), error);
    listener.accept().close();
    char buffer[8] = {};
    CHECK(client.read_some(buffer, sizeof buffer, in(5s), error) == 0);
    CHECK_FALSE(error);
}

TEST_CASE("a connection that cannot be made says why") {
    std::error_code error;
    CHECK_FALSE(StreamSocket::connect_local("/nonexistent/socket", in(5s), error));
    CHECK(error == std::errc::no_such_file_or_directory);
    CHECK_FALSE(StreamSocket::connect_local(std::string(200, 'x'), in(5s), error));
    CHECK(error == std::errc::filename_too_long);
    CHECK_FALSE(StreamSocket::connect_numeric("127.0.0.1", 1, in(5s), error));
    CHECK(error == std::errc::connection_refused);
    CHECK_FALSE(StreamSocket::connect_numeric("docker.example", 2375, in(5s), error));
    CHECK(error == std::errc::invalid_argument);
}
