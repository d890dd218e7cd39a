#include "plan/run_directory.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using tao::os::Environment;
using tao::plan::run_directory;
using tao::tests::MemoryFileSystem;

namespace {

std::string directory_in(const MemoryFileSystem& files, std::vector<std::string> environment = {}) {
    return run_directory(Environment(std::move(environment)), "/home/user", 1000, "id", files);
}

}  // namespace

TEST_CASE("a run's directory is in the user's cache directory") {
    MemoryFileSystem files;
    files.add_directory("/home/user");
    CHECK(directory_in(files) == "/home/user/.cache/tao-shim/runs/id");
    CHECK(directory_in(files, {"XDG_CACHE_HOME=/home/user/fast"}) == "/home/user/fast/tao-shim/runs/id");
    CHECK(directory_in(files, {"XDG_CACHE_HOME=relative"}) == "/home/user/.cache/tao-shim/runs/id");
}

TEST_CASE("a run's directory is in /tmp if the cache directory cannot be made or cannot be mounted") {
    MemoryFileSystem files;
    files.add_directory("/home/user", 0, 0555);
    CHECK(directory_in(files) == "/tmp/tao-shim-1000/id");
    files.add_directory("/home/user", 1000, 0755).add_directory("/a:b");
    CHECK(directory_in(files, {"XDG_CACHE_HOME=/a:b"}) == "/tmp/tao-shim-1000/id");
    files.add_file("/home/user/.cache");
    CHECK(directory_in(files) == "/tmp/tao-shim-1000/id");
}
