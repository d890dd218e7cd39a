#pragma once

#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

#include "os/descriptor.hpp"
#include "os/wait.hpp"

namespace tao::os {

// A connection over which bytes flow, every operation with a deadline: a server that hangs must not hang us.
class StreamSocket {
  public:
    StreamSocket() = default;
    explicit StreamSocket(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

    // To a socket in the file system.
    static StreamSocket connect_local(const std::string& path, Deadline deadline, std::error_code& error);

    // To an address in numbers, IPv4 or IPv6. Names are not resolved (EINVAL): a static program has no resolver.
    static StreamSocket connect_numeric(const std::string& host, std::uint16_t port, Deadline deadline,
                                        std::error_code& error);

    explicit operator bool() const { return static_cast<bool>(descriptor_); }
    int descriptor() const { return descriptor_.get(); }

    // Hands the connection over; this object has none from then on.
    Descriptor release() { return std::move(descriptor_); }

    // At least one byte, or 0 at the end of the stream. ETIMEDOUT after the deadline.
    std::size_t read_some(char* buffer, std::size_t size, Deadline deadline, std::error_code& error);
    std::size_t write_some(const char* bytes, std::size_t size, Deadline deadline, std::error_code& error);

  private:
    Descriptor descriptor_;
};

}  // namespace tao::os
