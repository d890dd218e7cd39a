#pragma once

#include <cstdlib>
#include <string>

#include "os/held_directory.hpp"
#include "support/catch.hpp"

namespace tao::tests {

// An empty directory that goes, with all in it, at the end of the test.
class TemporaryDirectory {
  public:
    TemporaryDirectory() { REQUIRE(::mkdtemp(path_.data()) != nullptr); }
    ~TemporaryDirectory() { os::remove_tree(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    const std::string& path() const { return path_; }

  private:
    std::string path_ = "/tmp/tao-shim-test.XXXXXX";
};

}  // namespace tao::tests
