#include "os/local_connections.hpp"

#include <algorithm>
#include <filesystem>

#include "os/stream_socket.hpp"
#include "support/catch.hpp"
#include "support/listener.hpp"
#include "support/temporary_directory.hpp"

using namespace tao::os;
using tao::tests::Listener;
using namespace std::chrono_literals;

namespace {

StreamSocket connect(const std::string& path) {
    std::error_code error;
    StreamSocket client = StreamSocket::connect_local(path, in(5s), error);
    REQUIRE_FALSE(error);
    return client;
}

// Not every kernel tells: then there is nothing to test.
bool kernel_tells(const std::string& server) {
    if (orphaned_connections(server)) return true;
    WARN("SKIPPED: this kernel does not list local sockets (CONFIG_UNIX_DIAG)");
    return false;
}

}  // namespace

TEST_CASE("a connection is orphaned from its client's end until the server's") {
    tao::tests::TemporaryDirectory directory;
    const Listener server(directory.path() + "/s");
    if (!kernel_tells(server.path())) return;
    const Listener other(directory.path() + "/other");
    StreamSocket client = connect(server.path());
    StreamSocket stays = connect(server.path());
    StreamSocket elsewhere = connect(other.path());
    Descriptor of_client = server.accept();
    const Descriptor of_stays = server.accept();
    const Descriptor of_elsewhere = other.accept();
    elsewhere = {};
    CHECK(orphaned_connections(server.path())->empty());
    client = {};
    const auto orphaned = orphaned_connections(server.path());
    CHECK(orphaned->size() == 1);
    CHECK(orphaned_connections(server.path()) == orphaned);
    of_client.close();
    CHECK(orphaned_connections(server.path())->empty());
}

TEST_CASE("among many sockets none is missed") {
    tao::tests::TemporaryDirectory directory;
    const Listener server(directory.path() + "/s");
    if (!kernel_tells(server.path())) return;
    std::vector<Descriptor> kept;
    for (int count = 0; count < 400; ++count) {
        StreamSocket client = connect(server.path());
        kept.push_back(server.accept());
    }
    const auto orphaned = orphaned_connections(server.path());
    CHECK(orphaned->size() == 400);
    CHECK(std::is_sorted(orphaned->begin(), orphaned->end()));
}

TEST_CASE("a server is known by the path it was bound to, whatever link led to it") {
    tao::tests::TemporaryDirectory directory;
    const Listener server(directory.path() + "/s");
    std::filesystem::create_symlink(server.path(), directory.path() + "/link");
    const StreamSocket client = connect(directory.path() + "/link");
    CHECK(peer_name(client.descriptor()) == server.path());
    CHECK(peer_name(-1).empty());
}

TEST_CASE("without a name nothing can be told") {
    CHECK_FALSE(orphaned_connections(""));
}
