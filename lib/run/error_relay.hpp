#pragma once

#include <functional>
#include <string>
#include <thread>

#include "os/descriptor.hpp"
#include "os/pipe.hpp"

namespace tao::run {

// Hands a child's standard error on to ours as it comes, and shows every whole line of it to somebody on the way.
class ErrorRelay {
  public:
    // look: called from another thread, until finish(). Throws Failure (supervisor.hpp).
    explicit ErrorRelay(std::function<void(const std::string& line)> look);
    ~ErrorRelay() { finish(); }
    ErrorRelay(const ErrorRelay&) = delete;
    ErrorRelay& operator=(const ErrorRelay&) = delete;

    // To become the child's standard error.
    int descriptor() const { return theirs_.write.get(); }

    // After the child has ended: hands on what is still there. Does not wait for others who hold the descriptor.
    void finish();

  private:
    void relay();

    std::function<void(const std::string&)> look_;
    os::Pipe theirs_;
    os::Pipe end_;  // closed by finish()
    std::thread thread_;
};

}  // namespace tao::run
