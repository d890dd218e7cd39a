#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "os/descriptor.hpp"

namespace tao::os {

// A file in memory that no other process can find by a name, read-only from now on (memfd_create(2) with
// seals). name: shown in /proc/PID/fd only.
Descriptor make_anonymous_file(const char* name, std::string_view content, std::error_code& error);

// The path by which this process, or a child that inherits the descriptor, opens it anew.
std::string path_of_own_descriptor(int descriptor);

// The path by which another process of the same user opens it, as long as this process lives.
std::string path_for_others(int descriptor);

// Memory that several processes see: an anonymous file, mapped.
class SharedMemory {
  public:
    SharedMemory() = default;
    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&& other) noexcept;
    ~SharedMemory();

    // `size` bytes of zero.
    static SharedMemory create(const char* name, std::size_t size, std::error_code& error);

    // Maps what another process created; it must have exactly that size.
    static SharedMemory open(Descriptor file, std::size_t size, std::error_code& error);
    static SharedMemory open(const std::string& path, std::size_t size, std::error_code& error);

    void* address() const { return address_; }
    int descriptor() const { return file_.get(); }

  private:
    Descriptor file_;
    void* address_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace tao::os
