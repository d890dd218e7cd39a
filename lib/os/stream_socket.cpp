#include "os/stream_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace tao::os {

namespace {

StreamSocket connect_to(const sockaddr* address, socklen_t size, Deadline deadline, std::error_code& error) {
    error.clear();
    Descriptor descriptor(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!descriptor) {
        error = last_error();
        return {};
    }
    while (::connect(descriptor.get(), address, size) != 0) {
        if (errno == EINTR) continue;
        if (errno == EINPROGRESS) {
            int result = ETIMEDOUT;
            socklen_t result_size = sizeof result;
            if (wait_writable(descriptor.get(), deadline)) {
                ::getsockopt(descriptor.get(), SOL_SOCKET, SO_ERROR, &result, &result_size);
            }
            if (result != 0) error = {result, std::generic_category()};
            break;
        }
        error = last_error();
        // A local socket whose queue is full says EAGAIN and offers nothing to wait on (connect(2)).
        if (errno != EAGAIN || passed(deadline)) break;
        error.clear();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (error) return {};
    return StreamSocket(std::move(descriptor));
}

}  // namespace

StreamSocket StreamSocket::connect_local(const std::string& path, Deadline deadline, std::error_code& error) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        error = std::make_error_code(std::errc::filename_too_long);
        return {};
    }
    path.copy(address.sun_path, path.size());
    return connect_to(reinterpret_cast<const sockaddr*>(&address), sizeof address, deadline, error);
}

StreamSocket StreamSocket::connect_numeric(const std::string& host, std::uint16_t port, Deadline deadline,
                                           std::error_code& error) {
    sockaddr_in version4{};
    version4.sin_family = AF_INET;
    version4.sin_port = htons(port);
    if (::inet_pton(AF_INET, host.c_str(), &version4.sin_addr) == 1) {
        return connect_to(reinterpret_cast<const sockaddr*>(&version4), sizeof version4, deadline, error);
    }
    sockaddr_in6 version6{};
    version6.sin6_family = AF_INET6;
    version6.sin6_port = htons(port);
    if (::inet_pton(AF_INET6, host.c_str(), &version6.sin6_addr) == 1) {
        return connect_to(reinterpret_cast<const sockaddr*>(&version6), sizeof version6, deadline, error);
    }
    error = std::make_error_code(std::errc::invalid_argument);
    return {};
}

std::size_t StreamSocket::read_some(char* buffer, std::size_t size, Deadline deadline,
                                    std::error_code& error) {
    error.clear();
    for (;;) {
        const ssize_t got = ::recv(descriptor_.get(), buffer, size, 0);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno == EINTR) continue;
        if (errno != EAGAIN) {
            error = last_error();
            return 0;
        }
        if (!wait_readable({descriptor_.get()}, deadline)) {
            error = std::make_error_code(std::errc::timed_out);
            return 0;
        }
    }
}

std::size_t StreamSocket::write_some(const char* bytes, std::size_t size, Deadline deadline,
                                     std::error_code& error) {
    error.clear();
    for (;;) {
        const ssize_t sent = ::send(descriptor_.get(), bytes, size, MSG_NOSIGNAL);
        if (sent >= 0) return static_cast<std::size_t>(sent);
        if (errno == EINTR) continue;
        if (errno != EAGAIN) {
            error = last_error();
            return 0;
        }
        if (!wait_writable(descriptor_.get(), deadline)) {
            error = std::make_error_code(std::errc::timed_out);
            return 0;
        }
    }
}

}  // namespace tao::os
