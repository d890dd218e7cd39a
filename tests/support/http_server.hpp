#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "os/descriptor.hpp"
#include "os/wait.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

namespace tao::tests {

// A server on a local socket that answers as the test says, one connection after the other.
class HttpServer {
  public:
    // What is sent back for a request, all of it, and in how many pieces.
    using Answer = std::function<std::string(const std::string& request)>;

    explicit HttpServer(Answer answer) : answer_(std::move(answer)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path().copy(address.sun_path, sizeof address.sun_path - 1);
        listening_ = os::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(::bind(listening_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(listening_.get(), 8) == 0);
        thread_ = std::thread([this] { serve(); });
    }
    ~HttpServer() {
        ::shutdown(listening_.get(), SHUT_RDWR);
        thread_.join();
    }

    std::string path() const { return directory_.path() + "/engine.sock"; }

    // The first lines of the requests so far: "GET /info HTTP/1.1".
    std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

    // Keeps the connection of a request open behind its answer until the server's end.
    bool keep_open = false;

    static std::string response(const std::string& status, const std::string& body,
                                const std::string& fields = {}) {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
    }

  private:
    void serve() {
        std::vector<os::Descriptor> kept;
        for (;;) {
            os::Descriptor connection(::accept(listening_.get(), nullptr, nullptr));
            if (!connection) return;
            const std::string request = read_request(connection.get());
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(request.substr(0, request.find("\r\n")));
            }
            os::write_all(connection.get(), answer_(request));
            if (keep_open) kept.push_back(std::move(connection));
        }
    }

    // Up to the end of the head, and of the body that it announces.
    static std::string read_request(int connection) {
        std::string request;
        char buffer[4096];
        for (;;) {
            const auto end = request.find("\r\n\r\n");
            if (end != std::string::npos) {
                const std::string field = "Content-Length: ";
                const auto at = request.find(field);
                const std::size_t length =
                    at == std::string::npos ? 0 : std::stoul(request.substr(at + field.size()));
                if (request.size() >= end + 4 + length) return request;
            }
            const ssize_t got = ::read(connection, buffer, sizeof buffer);
            if (got <= 0) return request;
            request.append(buffer, static_cast<std::size_t>(got));
        }
    }

    TemporaryDirectory directory_;
    Answer answer_;
    os::Descriptor listening_;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

}  // namespace tao::tests
