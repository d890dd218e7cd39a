#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <string>
#include <utility>

#include "os/descriptor.hpp"
#include "support/catch.hpp"

namespace tao::tests {

// A listening local socket at a path that stays until its directory goes.
class Listener {
  public:
    explicit Listener(std::string path) : path_(std::move(path)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path_.copy(address.sun_path, sizeof address.sun_path - 1);
        socket_ = os::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(socket_.get(), 4) == 0);
    }
    const std::string& path() const { return path_; }
    os::Descriptor accept() const { return os::Descriptor(::accept(socket_.get(), nullptr, nullptr)); }

  private:
    std::string path_;
    os::Descriptor socket_;
};

}  // namespace tao::tests
