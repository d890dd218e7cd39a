#pragma once

#include <string_view>
#include <system_error>
#include <utility>

namespace tao::os {

// Owns an open file descriptor and closes it; -1 is "none".
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            number_ = other.release();
        }
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

    // Gives up ownership.
    int release() { return std::exchange(number_, -1); }

    void close();

  private:
    int number_ = -1;
};

// /dev/null, to be read from and written to; -1 if it cannot be opened.
Descriptor null_device();

// errno as the standard library has it; right behind the call that has set it.
std::error_code last_error();

// Writes everything, over short writes and interruptions.
std::error_code write_all(int descriptor, std::string_view content);

}  // namespace tao::os
